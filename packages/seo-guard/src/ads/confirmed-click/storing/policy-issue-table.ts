/** The table of `PostgresPolicyIssueStore`, in the first schema of the connection's search path. */
export const POLICY_ISSUE_TABLE = 'adsense_policy_issues';

/**
 * Makes the table unless it is there: one statement, all or nothing, safe to run by several instances at the same time. For an
 * app's own migrations, or `PostgresPolicyIssueStore.createTable()`. One row an account: whose turn it is to poll, and what is
 * remembered.
 */
export const CREATE_POLICY_ISSUE_TABLE = `DO $$
BEGIN
  -- CREATE TABLE IF NOT EXISTS alone fails when two connections run it at once.
  PERFORM pg_advisory_xact_lock(hashtextextended('${POLICY_ISSUE_TABLE}', 0));
  CREATE TABLE IF NOT EXISTS ${POLICY_ISSUE_TABLE} (
    account text NOT NULL CONSTRAINT ${POLICY_ISSUE_TABLE}_pkey PRIMARY KEY,
    turn bigint NOT NULL,
    due_at timestamptz NOT NULL,
    record jsonb NOT NULL
  );
END $$`;

/** Takes back {@link CREATE_POLICY_ISSUE_TABLE}, with what is remembered. */
export const DROP_POLICY_ISSUE_TABLE = `DROP TABLE IF EXISTS ${POLICY_ISSUE_TABLE}`;
