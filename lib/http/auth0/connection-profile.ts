import { z } from 'zod'
import { type ProfileSettings, profileSettings } from '@/lib/domain/connection-profiles/profile-settings'
import type { Profile } from '@/lib/domain/named-profiles/named-profile'
import { notFoundOf } from './problem'

const name = z.string().min(1).max(1000).meta({ example: 'Self-service sign-in' })

export const newConnectionProfile = profileSettings.extend({ name })
export const connectionProfileChange = profileSettings.extend({ name: name.optional() })
export const connectionProfileAnswer = profileSettings.extend({
  id: z.string().meta({ example: 'cop_4kGkQ2bD9sXw7Lm1' }),
  name,
})

function connectionProfileWire({
  id,
  name: ofProfile,
  settings,
}: Profile<ProfileSettings>): z.output<typeof connectionProfileAnswer> {
  return { id, name: ofProfile, ...settings }
}

export const connectionProfileTemplate = z.strictObject({
  id: z.string().meta({ example: 'default' }),
  display_name: z.string().meta({ example: 'Default' }),
  template: newConnectionProfile,
})

/** Bodies for new profiles. */
const connectionProfileTemplates: z.output<typeof connectionProfileTemplate>[] = [
  {
    id: 'default',
    display_name: 'Organizations choose',
    template: {
      name: 'Organizations choose',
      organization: { show_as_button: 'optional', assign_membership_on_login: 'optional' },
      connection_name_prefix_template: 'con-{org_id}-',
      enabled_features: ['scim'],
    },
  },
]

const noConnectionProfile = notFoundOf(
  'The connection profile does not exist',
  'inexistent_connection_profile',
)

export const connectionProfileShapes = {
  newProfile: newConnectionProfile,
  change: connectionProfileChange,
  answer: connectionProfileAnswer,
  wire: connectionProfileWire,
  template: connectionProfileTemplate,
  templates: connectionProfileTemplates,
  absent: noConnectionProfile,
}
