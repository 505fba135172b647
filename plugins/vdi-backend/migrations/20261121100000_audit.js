/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_entries', table => {
    table.comment('What was done with desktops, and who asked for it');
    table.string('id').primary();
    table.string('session_uid').notNullable();
    table.string('cluster').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.bigInteger('at').notNullable().comment('Milliseconds since 1970');
    table.string('deed').notNullable();
    table.string('actor').notNullable().comment('Entity ref');
    table
      .string('service')
      .nullable()
      .comment('What asked on behalf of the actor');
    table.text('detail').nullable().comment('In whole sentences');
    table.index(['session_uid', 'at']);
    table.index(['at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_entries');
};
