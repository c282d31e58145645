/** The organization’s, else the tenant's (which has no logo). */
export interface Brand {
  displayName: string
  /** Absolute http or https URL of a raster image. */
  logoUrl?: string | undefined
  /** For dark backgrounds. */
  darkLogoUrl?: string | undefined
  /** Beside the name where there is no logo. */
  iconUrl?: string | undefined
  /** `#rrggbb` */
  primary: string
  /** Support, terms, privacy. */
  links?: { label: string; href: string }[] | undefined
}

export interface Branding {
  brand: Brand
  tenantName: string
}

/** What a template shows besides the branding. */
export type TemplateData =
  | {
      template: 'sign_up_proof'
      name: string
      link: string
      /** Missing if another user created the account: its owner saw no sign-up page. */
      code?: string
      expiresInMinutes: number
    }
  | { template: 'sign_up_existing'; link: string }
  | {
      template: 'sign_in'
      link: string
      code: string
      organizationName?: string | undefined
      expiresInMinutes: number
    }
  | { template: 'reset_password'; link: string; expiresInMinutes: number; isByOperator?: true | undefined }
  | { template: 'password_changed'; when: Date; link: string }
  | { template: 'email_change_code'; code: string; expiresInMinutes: number }
  | { template: 'email_changed'; isPrevious: boolean; when: Date }
  | { template: 'passkey_added' | 'passkey_removed'; passkeyName: string; when: Date; link: string }
  | { template: 'authenticator_added'; when: Date; link: string }
  | { template: 'authenticator_removed'; when: Date; link: string }
  | { template: 'recovery_codes_replaced'; when: Date; link: string }
  | { template: 'recovery_code_used'; codesLeft: number; when: Date; link: string }
  | {
      template: 'invitation'
      inviterName: string
      inviterEmail?: string | undefined
      inviteeEmail: string
      inviteeName?: string | undefined
      organizationName: string
      link: string
      expiresAt: Date
      isReminder?: boolean | undefined
      /** With a role that makes them an owner. */
      isForOwner?: boolean | undefined
      /** What the inviter wrote. */
      message?: string | undefined
    }
  | { template: 'invitation_code'; organizationName: string; code: string; expiresInMinutes: number }
  | { template: 'connection_code'; code: string; expiresInMinutes: number }
  | {
      template: 'invitation_accepted'
      memberName: string
      memberEmail: string
      organizationName: string
      link: string
    }
  | { template: 'invitation_link_requested'; inviteeEmail: string; organizationName: string; link: string }
  | {
      template: 'join_requested'
      personName: string
      personEmail: string
      organizationName: string
      /** Of all pending requests; at most 100. */
      pending: number
      link: string
    }
  | { template: 'join_approved'; organizationName: string; link: string }
  | { template: 'join_declined'; organizationName: string }
  | {
      template: 'certificate_expiring'
      connectionName: string
      organizationName: string
      expiresAt: Date
      /** Whether that was before the email was written. */
      hasExpired: boolean
      link: string
    }
  | { template: 'sso_ticket'; organizationName: string; link: string; expiresAt: Date }
  | { template: 'member_removed'; organizationName: string }
  | {
      template: 'ownership_transferred'
      organizationName: string
      /** The new owner for the former one, the former owner for the new one. */
      otherName: string
      isToNewOwner: boolean
      link: string
    }
  | { template: 'member_suspended'; organizationName: string }
  | { template: 'member_restored'; organizationName: string; link: string }
  | {
      template: 'member_roles_changed'
      organizationName: string
      before: string[]
      after: string[]
      ownership?: 'granted' | 'removed' | undefined
      link: string
    }
  | { template: 'account_deleted'; when: Date }
  | { template: 'branding_test'; organizationName: string; link: string; isDraft: boolean }
  | { template: 'sender_test'; link: string }
  | {
      template: 'webhook_disabled'
      webhookName: string
      host: string
      /** Undefined for the tenant’s. */
      organizationName?: string | undefined
      link: string
    }
  | {
      template: 'log_stream_suspended'
      streamName: string
      /** Null for a stream into files. */
      host: string | null
      link: string
    }

export type Email = Branding & TemplateData

export type EmailOf<Template extends Email['template']> = Extract<Email, { template: Template }>
