import type { EmailOf } from '../email'
import { plainName, unlinked } from '../plain-name'
import { readableMinutes } from '../readable-time'
import type { EmailMessage } from './email-card'
import { Action, Code, Name, Note, Paragraph } from './elements'

export function signUpProof(mail: EmailOf<'sign_up_proof'>): EmailMessage {
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
        <Action mail={mail}>Confirm address</Action>
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

export function signUpExisting(mail: EmailOf<'sign_up_existing'>): EmailMessage {
  return {
    subject: `You already have an account at ${plainName(mail.tenantName, 40)}`,
    preview: 'Sign in with it, or choose a new password.',
    heading: 'You already have an account',
    body: (
      <>
        <Paragraph>
          Someone tried to sign up at <Name>{mail.tenantName}</Name> with your address. You have an account
          there already, so nothing was changed.
        </Paragraph>
        <Paragraph>If it was you, sign in instead. You can choose a new password there as well.</Paragraph>
        <Action mail={mail}>Go to sign-in</Action>
      </>
    ),
    reason: 'If this wasn’t you, ignore this email: no one has accessed your account.',
  }
}

export function signIn(mail: EmailOf<'sign_in'>): EmailMessage {
  const organization = mail.organizationName ?? mail.tenantName
  const time = readableMinutes(mail.expiresInMinutes)
  return {
    subject: `Your sign-in link for ${plainName(organization, 40)}`,
    preview: `Sign in with a link or a code. They work once, for ${time}.`,
    heading: (
      <>
        Sign in to <Name>{organization}</Name>
      </>
    ),
    body: (
      <>
        <Paragraph>You asked to sign in by email. Open this page and press the button:</Paragraph>
        <Action mail={mail}>Open the sign-in page</Action>
        <Paragraph>Or enter this code on the page where you requested it:</Paragraph>
        <Code>{mail.code}</Code>
        <Note>{`The link and the code work once, for ${time}. Don’t share them with anyone.`}</Note>
      </>
    ),
    reason: 'If you didn’t ask for this, ignore this email: no one can sign in without the link or the code.',
  }
}
