import type { EmailOf } from '../mail'
import { plainName, unlinked } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { Letter } from './layout'
import { Action, Code, Name, Note, Paragraph } from './parts'

export function signUpProof(mail: EmailOf<'sign_up_proof'>): Letter {
  const time = readableMinutes(mail.expiresInMinutes)
  return {
    subject: `Confirm your address for ${plainName(mail.tenantName, 40)}`,
    preview: `One step left: confirm your address within ${time}.`,
    heading: 'Confirm your address',
    body: (
      <>
        <Paragraph>
          <Greeting name={mail.name} /> confirm that this address is yours to finish creating your account at{' '}
          <Name>{mail.tenantName}</Name>.
        </Paragraph>
        <Action href={mail.link} primary={mail.brand.primary}>
          Confirm address
        </Action>
        {mail.code === undefined ? (
          <Note>{`The link works once, for ${time}.`}</Note>
        ) : (
          <>
            <Paragraph>Or enter this code on the page where you signed up:</Paragraph>
            <Code>{mail.code}</Code>
            <Note>{`The link and the code work once, for ${time}.`}</Note>
          </>
        )}
      </>
    ),
    reason:
      mail.code === undefined
        ? 'If you don’t expect an account there, ignore this email: no one can use it until the address is confirmed.'
        : 'If you didn’t sign up, ignore this email: there is no account until the address is confirmed.',
  }
}

/** Anyone can sign up with another person's address and any name, so a name that looks like a link is left out. */
function Greeting({ name }: { name: string }) {
  const plain = plainName(name, 40)
  if (name.trim() === '' || unlinked(plain) !== plain || plain.includes('@')) return 'Hello,'
  return (
    <>
      Hello <Name>{plain}</Name>,
    </>
  )
}
