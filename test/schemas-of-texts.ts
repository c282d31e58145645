import { z } from 'zod'
import { apiIdentifier, apiPermissions } from '@/lib/domain/apis/api-settings'
import { headline, httpsUrl, optionalHexColor, supportAddress } from '@/lib/domain/branding/brand-details'
import { callbackUrl, originUrl, pageUrl } from '@/lib/domain/clients/client-url'
import { refreshTokenPolicies } from '@/lib/domain/clients/client-fields'
import { connectionProfileName, profileSettings } from '@/lib/domain/connection-profiles/profile-settings'
import { connectionDisplayName, connectionName } from '@/lib/domain/connections/connection-fields'
import { providerUrl } from '@/lib/domain/connections/provider-url'
import { passwordFor } from '@/lib/domain/crypto/password'
import { directoryGroupInput } from '@/lib/domain/directories/create-directory-group'
import { directoryUserInput, userAttributes } from '@/lib/domain/directories/user-attributes'
import { domainName } from '@/lib/domain/domains/domain-name'
import {
  organizationName,
  organizationSlug,
  selfServiceSlug,
} from '@/lib/domain/organizations/organization-fields'
import { personalMessage } from '@/lib/domain/invitations/personal-message'
import { allowedDomains, maxUses } from '@/lib/domain/join-links/join-link-settings'
import { myOrganizationConfiguration } from '@/lib/domain/my-organization/configuration'
import { assertion, newCredential } from '@/lib/domain/passkeys/credential'
import { networkList } from '@/lib/domain/policies/networks'
import { roleName } from '@/lib/domain/roles/role-input'
import { setupInput } from '@/lib/domain/tenants/set-up'
import {
  userAttributeProfileName,
  userAttributeSettings,
} from '@/lib/domain/user-attribute-profiles/user-attribute-settings'
import { userName } from '@/lib/domain/users/user-fields'
import { logStreamName } from '@/lib/domain/log-streams/log-stream-input'
import { webhookName, webhookUrl } from '@/lib/domain/webhooks/webhook-input'
import { displayName, shortDescription } from '@/lib/domain/text/display-name'
import { emailAddress } from '@/lib/domain/text/email-address'
import { emailList } from '@/lib/domain/text/email-list'
import {
  introductionText,
  selfServiceProfileName,
  selfServiceSettings,
} from '@/lib/domain/self-service-profiles/self-service-settings'

/** Each takes a text as a request sends it. */
export const schemasOfTexts: Record<string, z.ZodType> = {
  allowedDomains,
  apiIdentifier,
  apiPermissions: z
    .string()
    .transform((text) => [{ name: 'read:all', description: text }])
    .pipe(apiPermissions),
  assertion,
  callbackUrl: callbackUrl('native'),
  connectionDisplayName,
  connectionName,
  connectionProfileName,
  directoryGroupInput: z
    .string()
    .transform((text): z.input<typeof directoryGroupInput> => ({
      displayName: text,
      externalId: text,
      members: [{ value: text }],
    }))
    .pipe(directoryGroupInput),
  directoryUserInput: z
    .string()
    .transform((text): z.input<typeof directoryUserInput> => ({
      userName: text,
      emails: [{ value: text, type: text }],
      name: { formatted: text },
    }))
    .pipe(directoryUserInput),
  displayName: displayName({ label: 'Name', max: 300 }),
  domainName,
  emailAddress,
  emailList,
  headline,
  httpsUrl,
  maxUses,
  myOrganizationConfiguration: z
    .string()
    .transform((text) => ({
      allowed_strategies: [text],
      connection_deletion_behavior: text,
      connection_profile_id: text,
      user_attribute_profile_id: text,
    }))
    .pipe(myOrganizationConfiguration.required()),
  networkList,
  newCredential,
  optionalHexColor,
  organizationName,
  organizationSlug,
  originUrl: originUrl('regular_web'),
  pageUrl,
  personalMessage,
  passwordFor: passwordFor({ email: 'ann@acme.test', name: 'Ann' }),
  profileSettings: z
    .string()
    .transform((text): z.input<typeof profileSettings> => ({ connection_name_prefix_template: text }))
    .pipe(profileSettings),
  providerUrl: providerUrl(),
  logStreamName,
  introductionText,
  refreshTokenPolicies: z
    .string()
    .transform((text) => [{ audience: text, scope: [text] }])
    .pipe(refreshTokenPolicies),
  roleName,
  selfServiceProfileName,
  selfServiceSettings: z
    .string()
    .transform((text): z.input<typeof selfServiceSettings> => ({
      description: text,
      user_attributes: [{ name: 'email', description: text, is_optional: false }],
    }))
    .pipe(selfServiceSettings),
  selfServiceSlug,
  setupInput: z
    .string()
    .transform((text) => ({ code: text, name: text, url: text, operator: text, email: text, password: text }))
    .pipe(setupInput),
  shortDescription,
  userAttributes: z
    .string()
    .transform((text): z.input<typeof userAttributes> => ({ displayName: text, emails: [{ value: text }] }))
    .pipe(userAttributes),
  userAttributeProfileName,
  userAttributeSettings: z
    .string()
    .transform((text): z.input<typeof userAttributeSettings> => ({
      user_attributes: {
        email: {
          label: text,
          description: text,
          profile_required: true,
          auth0_mapping: text,
          oidc_mapping: { mapping: text, display_name: text },
          saml_mapping: [text],
          scim_mapping: text,
        },
      },
    }))
    .pipe(userAttributeSettings),
  userName,
  supportAddress,
  webhookName,
  webhookUrl,
}
