import { expect, it } from 'vitest'
import { mailAppOf } from './mail-app'

it.each([
  ['pat@gmail.com', 'Gmail'],
  ['pat@Hotmail.co.uk', 'Outlook'],
  ['pat@live.nl', 'Outlook'],
  ['pat@yahoo.com.br', 'Yahoo Mail'],
  ['pat@pm.me', 'Proton Mail'],
  ['pat@me.com', 'iCloud Mail'],
])('knows the mail app of %s', (email, name) => {
  expect(mailAppOf(email)?.name).toBe(name)
})

it.each(['pat@acme.test', 'pat@outlook.evil.example', 'pat@notgmail.com', 'pat@gmail.com.test', ''])(
  'knows none for %s',
  (email) => {
    expect(mailAppOf(email)).toBeNull()
  },
)
