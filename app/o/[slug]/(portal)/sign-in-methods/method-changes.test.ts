import { expect, it } from 'vitest'
import { joinRoleInput } from './method-changes'

it('a malformed join role is refused, and does not stand for the tenant’s default role', () => {
  for (const join_role of [undefined, '', 'a'.repeat(101), ['default'], new File([], 'default')])
    expect(joinRoleInput.safeParse({ id: 'con_1', join_role }).error?.issues).toMatchObject([
      { path: ['join_role'], message: 'Choose a role.' },
    ])
  for (const join_role of ['default', 'rol_1'])
    expect(joinRoleInput.parse({ id: 'con_1', join_role })).toEqual({ id: 'con_1', join_role })
})
