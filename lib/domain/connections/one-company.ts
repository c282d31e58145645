import { sql, type Sql } from '@/lib/db/sql'

/**
 * Of `connections c`: the provider, the Google Workspace or the Microsoft directory of one company, whose admins decide as
 * which user someone signs in.
 */
export const isOfOneCompany: Sql = sql`(c.strategy IN ('oidc', 'samlp')
  OR coalesce(c.options->>'hostedDomain', '') <> ''
  OR c.strategy = 'windowslive' AND coalesce(c.options->>'issuer', '') ~ '^https://login[.]microsoftonline[.]com/'
    AND c.options->>'issuer' !~* '^https://login[.]microsoftonline[.]com/(common|organizations|consumers)(/|$)')`
