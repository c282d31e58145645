import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DemoUsers } from './demo-users'

const demo = { password: 'open', people: [{ email: 'ann@acme.test', roles: ['Owner of acme'] }] }

it.each([
  [true, 'Emails stay on this machine', 'Resend'],
  [false, 'Resend delivers them', '/dev/mail'],
])('says where mails go (mailbox: %s)', (hasMailbox, said, unsaid) => {
  const shown = renderToStaticMarkup(<DemoUsers demo={demo} hasMailbox={hasMailbox} />)
  expect(shown).toContain(said)
  expect(shown).not.toContain(unsaid)
})
