import type { Metadata } from 'next'
import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { PermissionsExplained } from '@/components/permissions-explained'
import { PersonMenu } from '@/components/shell/person-menu'
import { SiteHeader, SiteMain } from '@/components/shell/site-header'
import { buttonStyles } from '@/components/ui/button'
import { ownPicture } from '@/components/ui/avatar'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { ThemeToggle } from '@/components/ui/theme-toggle'
import { getSecondFactors } from '@/lib/domain/authenticators/second-factors'
import { listPasskeys } from '@/lib/domain/passkeys/passkeys'
import { readTogether } from '@/lib/domain/read-together'
import { type Account, getAccount } from '@/lib/domain/users/account'
import { listSessions } from '@/lib/domain/users/sessions'
import { requirePerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { signOut } from '../actions'
import { deleteMine } from './actions'
import { NeedsEmail } from '../needs-email'
import { AuthenticatorSection } from './authenticator-section'
import { PasskeyList } from './passkey-list'
import { PictureForm } from './picture-form'
import { EmailForm, NameForm, PasswordForm } from './profile-forms'
import { SessionList, SignOutElsewhere } from './session-list'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const { access } = await requirePerson()
  const tenant = await currentTenant()
  const { account, sessions, passkeys, authenticator, requiring } = await readTogether(
    [access],
    async () => ({
      account: await getAccount(access),
      sessions: await listSessions(access),
      passkeys: await listPasskeys(access),
      ...(await getSecondFactors(access)),
    }),
  )
  return (
    <>
      <SiteHeader tenantName={tenant.name}>
        <LinkButton href="/orgs" variant="ghost" className="max-sm:px-1">
          Organizations
        </LinkButton>
        <PersonMenu compact person={account} signOut={signOut} />
      </SiteHeader>
      <SiteMain width="form">
        <PageHeader title="Account" text={`You sign in to ${tenant.name} as ${account.email}.`} />
        <Section title="Profile" text="How others see you, in every organization.">
          <NameForm name={account.name} />
          <PictureForm picture={ownPicture(account.picture)} />
        </Section>
        <Section title="Email address" text="Where you sign in, and where your email goes.">
          <NeedsEmail>
            <EmailForm />
          </NeedsEmail>
        </Section>
        <Section id="password" title="Password" text="Changing it signs you out everywhere else.">
          <PasswordForm email={account.email} hasPassword={account.hasPassword} />
        </Section>
        <Section
          title="Passkeys"
          text="Sign in with your fingerprint, your face or your device’s PIN, without a password."
        >
          <PasskeyList passkeys={passkeys} requiring={authenticator === null ? requiring : []} />
        </Section>
        <AuthenticatorSection
          authenticator={authenticator}
          requiring={passkeys.length === 0 ? requiring : []}
        />
        <Section
          title="Where you’re signed in"
          text="Don’t know one of these? Sign it out, then change your password."
          action={sessions.length > 1 && <SignOutElsewhere />}
        >
          <SessionList sessions={sessions} currentId={access.sessionId} />
        </Section>
        <PermissionsSection apis={account.permissions} tenantName={tenant.name} />
        <Section title="Appearance" text="On this device.">
          <ThemeToggle />
        </Section>
        <DataSections tenantName={tenant.name} email={account.email} />
      </SiteMain>
    </>
  )
}

function PermissionsSection({ apis, tenantName }: { apis: Account['permissions']; tenantName: string }) {
  return (
    <Section
      title={`What you can do across ${tenantName}`}
      text="Outside of organizations. In an organization, see Your access."
    >
      <PermissionsExplained
        closed
        apis={apis}
        nothing={`You have no permissions across ${tenantName}.`}
        tenantName={tenantName}
      />
    </Section>
  )
}

function DataSections({ tenantName, email }: { tenantName: string; email: string }) {
  return (
    <>
      <Section title="Your data" text="Your profile, sign-in methods, organizations and activity, as JSON.">
        <div>
          <a href="/account/export" download className={buttonStyles({ variant: 'secondary' })}>
            Export my data
          </a>
        </div>
      </Section>
      <Section
        title="Delete account"
        text={`You can no longer sign in to ${tenantName}, and your name and address are erased.`}
      >
        <div>
          <TypedDeleteDialog
            act="delete-account"
            action={deleteMine}
            noun="account"
            title="Delete your account?"
            description="You leave all your organizations and are signed out everywhere. You can’t undo this."
            typed={email}
          />
        </div>
      </Section>
    </>
  )
}
