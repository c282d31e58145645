/** An organization’s directory, named by the connection that it belongs to (SCIM). */
export interface DirectoryCaller {
  readonly directoryId: string
  readonly tokenId: string
}

/** An application as itself, by its grant for the My Organization API. */
export interface MyOrganizationMachine {
  readonly clientId: string
  /** The scopes of its token, with the permissions that each needs. */
  readonly permissionsByScope: Readonly<Record<string, readonly string[]>>
  /** Those of the operation: some need no permission, but all must be in the grant. */
  readonly neededScopes: readonly string[]
}

/** Someone without an account who holds a ticket of self-service, for the one connection that it names. */
export interface TicketCaller {
  readonly ssoTicketId: string
  readonly connectionId: string
}
