/** A token with a list of this length has about 3.8 KB. Few tokens have a longer one, so most programs read the list unpacked. */
const maxUnpackedLength = 2000

/** A longer list names what several permissions are about only once: `read,update:users`. */
export function packScope(scope: string): string {
  if (scope.length <= maxUnpackedLength) return scope
  const actions = new Map<string, string[]>()
  for (const permission of scope.split(' ')) {
    const [action = '', subject = ''] = permission.split(':')
    actions.set(subject, [...(actions.get(subject) ?? []), action])
  }
  return [...actions].map(([subject, of]) => `${of.join(',')}:${subject}`).join(' ')
}

export function unpackScope(scope: string): string {
  return scope
    .split(' ')
    .flatMap((packed) => {
      const [actions = '', ...subject] = packed.split(':')
      return actions.split(',').map((action) => [action, ...subject].join(':'))
    })
    .join(' ')
}
