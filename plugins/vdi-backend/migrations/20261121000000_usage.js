/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('usage_runs', table => {
    table.comment(
      'What each run of a desktop used. Times are milliseconds since 1970',
    );
    table.string('session_uid').notNullable();
    table.bigInteger('started_at').notNullable();
    table.string('cluster').notNullable();
    table
      .text('owner')
      .notNullable()
      .comment('Entity ref, or e-mail address after "email:"');
    table.string('template').notNullable();
    table.text('entity_ref').nullable();
    table.integer('gpu').notNullable().comment('How many GPUs it held');
    table
      .bigInteger('ended_at')
      .nullable()
      .comment('It had not ended before. Empty while it runs');
    table
      .bigInteger('ended_by')
      .nullable()
      .comment('It had ended then. The same as ended_at where that is known');
    table
      .boolean('grouped')
      .notNullable()
      .comment('Whether the groups of its owner are recorded');
    table.primary(['session_uid', 'started_at']);
    table.index(['started_at']);
    table.index(['ended_by']);
    table.index(['owner', 'started_at']);
    table.index(['grouped']);
  });

  await knex.schema.createTable('usage_run_groups', table => {
    table.comment(
      'The groups that the owner of a run had when it was recorded',
    );
    table.string('session_uid').notNullable();
    table.bigInteger('started_at').notNullable();
    table.string('group_ref').notNullable();
    table.primary(['session_uid', 'started_at', 'group_ref']);
    table
      .foreign(['session_uid', 'started_at'])
      .references(['session_uid', 'started_at'])
      .inTable('usage_runs')
      .onDelete('CASCADE');
  });

  await knex.schema.createTable('usage_watches', table => {
    table.comment('When runs of a cluster were watched');
    table.string('cluster').primary();
    table.bigInteger('since').notNullable();
    table.bigInteger('seen_at').notNullable();
  });

  await knex.schema.createTable('usage_gaps', table => {
    table.comment('When nobody watched in between');
    table.string('cluster').notNullable();
    table.bigInteger('left_at').notNullable();
    table.bigInteger('back_at').notNullable();
    table.primary(['cluster', 'left_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('usage_gaps');
  await knex.schema.dropTable('usage_watches');
  await knex.schema.dropTable('usage_run_groups');
  await knex.schema.dropTable('usage_runs');
};
