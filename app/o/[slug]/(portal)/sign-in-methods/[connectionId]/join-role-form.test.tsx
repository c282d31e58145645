import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { JoinRoleForm } from './join-role-form'

it('says that no one joins where no role is chosen and the tenant has none', () => {
  const joining = {
    isChosen: false,
    role: null,
    isRoleGiven: false,
    defaultRole: null,
    roles: [],
    canAutoJoin: true,
  }
  const enabled = { assignMembershipOnLogin: true, showAsButton: true, isSignupEnabled: false }
  const method = { id: 'con_1', enabled, joining }
  const html = renderToStaticMarkup(
    <JoinRoleForm
      save={() => Promise.resolve({ status: 'done' as const })}
      method={method}
      mayChange={false}
    />,
  )
  expect(html).toContain('No role is chosen and there is none for new members')
  expect(html).not.toContain('can no longer assign')
})
