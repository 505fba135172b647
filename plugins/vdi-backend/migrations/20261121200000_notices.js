/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table.comment('What people were told of their desktops, each cause once');
    table.string('session_uid').notNullable();
    table.string('cause').notNullable();
    table.string('teller').notNullable().comment('Which portal told it');
    table
      .bigInteger('told_at')
      .notNullable()
      .comment('Milliseconds since 1970');
    table.primary(['session_uid', 'cause']);
    table.index(['told_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notices');
};
