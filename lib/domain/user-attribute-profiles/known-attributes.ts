/** What Foyer knows about a user, and reads of identity providers. An application may have a profile of its own of them. */
export const knownAttributes = [
  {
    key: 'email',
    field: 'email',
    scope: 'email',
    scim: 'emails[primary eq true].value',
    label: 'Email address',
    description: 'Where people get email, and by which they are invited.',
    is_required: true,
  },
  {
    key: 'name',
    field: 'name',
    scope: 'profile',
    scim: 'displayName',
    label: 'Name',
    description: 'Shown to colleagues. Made of the two parts if it is absent.',
    is_required: false,
  },
  {
    key: 'given_name',
    field: 'givenName',
    scope: 'profile',
    scim: 'name.givenName',
    label: 'Given name',
    description: 'A part of the name.',
    is_required: false,
  },
  {
    key: 'family_name',
    field: 'familyName',
    scope: 'profile',
    scim: 'name.familyName',
    label: 'Family name',
    description: 'A part of the name.',
    is_required: false,
  },
  {
    key: 'picture',
    field: 'picture',
    scope: 'profile',
    scim: null,
    label: 'Picture',
    description: 'The https URL of a picture.',
    is_required: false,
  },
] as const

export type KnownAttribute = (typeof knownAttributes)[number]
