/** First segments of our URLs; a test compares them with the routes. */
const front = `
  account api authorize connect console continue dev favicon.ico forgot-password images invitations join logos manifest.webmanifest my-org o oauth oidc
  orgs pem pictures reset reset-password samlp scim sign-in sign-out sign-up userinfo v2 verify verify-email .well-known _next
`

/** Segments below an organization's own URL; the same test. */
const portal = `
  access audit branding domains find-members home invitations manifest.webmanifest members requests roles second-factor security settings
  sign-in-methods
`

/** Words that suggest the operator or Foyer itself. */
const authority = `
  abuse about admin administrator app apps assets auth billing blog callback cdn contact dashboard demo docs
  email everyone false foyer ftp health help hostmaster id internal legal localhost log-in log-out login
  logout mail me moderator new no-reply noreply null official operator operators organization organizations
  owner password postmaster pricing privacy public register root saml self signin signup smtp sso staff
  static status superuser support sysadmin system team tenant terms true undefined user users webhooks
  webmaster www
`

export const reservedSlugs: readonly string[] = `${front} ${portal} ${authority}`.trim().split(/\s+/)
