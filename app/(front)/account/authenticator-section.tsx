import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import type { FoundAuthenticator } from '@/lib/domain/authenticators/second-factors'
import { factorLoss, LastUsed } from './second-factor-texts'
import { removeApp, renewCodes, setUp } from './authenticator/actions'

interface AuthenticatorSectionProps {
  authenticator: FoundAuthenticator | null
  /** Organizations that could not be opened without it. */
  requiring: readonly string[]
}

export function AuthenticatorSection({ authenticator, requiring }: AuthenticatorSectionProps) {
  return (
    <Section
      title="Authenticator app"
      text="A second step after your password or an emailed code: a code from an app on your phone."
    >
      {authenticator === null ? (
        <SetUp />
      ) : (
        <AuthenticatorItem authenticator={authenticator} requiring={requiring} />
      )}
    </Section>
  )
}

function AuthenticatorItem({
  authenticator: { confirmedAt, lastUsedAt, recoveryCodesLeft },
  requiring,
}: {
  authenticator: FoundAuthenticator
  requiring: readonly string[]
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border px-4 py-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="font-medium">Your authenticator app is set up</p>
        <p className="text-sm text-muted-foreground">
          Since <Time value={confirmedAt} />, <LastUsed at={lastUsedAt} />
        </p>
        <p className={recoveryCodesLeft <= 2 ? 'text-sm text-warning' : 'text-sm text-muted-foreground'}>
          {recoveryCodesLeft === 1 ? '1 recovery code left' : `${recoveryCodesLeft} recovery codes left`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <NewCodes />
        <Remove requiring={requiring} />
      </div>
    </div>
  )
}

function SetUp() {
  return (
    <Form action={setUp} act="set-up-authenticator" className="flex flex-col items-start gap-4">
      <p className="text-muted-foreground">You have no authenticator app yet.</p>
      <SubmitButton variant="secondary">Set up an authenticator app</SubmitButton>
    </Form>
  )
}

function NewCodes() {
  return (
    <ConfirmDialog
      act="new-recovery-codes"
      trigger={<Button size="small">New recovery codes</Button>}
      title="Get new recovery codes?"
      description="The codes you have now stop working."
      action={renewCodes}
      submit="Get new codes"
      tone="primary"
    />
  )
}

function Remove({ requiring }: { requiring: readonly string[] }) {
  return (
    <ConfirmDialog
      act="remove-authenticator"
      trigger={
        <Button size="small" aria-label="Remove authenticator app">
          Remove
        </Button>
      }
      title="Remove your authenticator app?"
      description={`Your password or an emailed code is then enough to sign in, and your recovery codes stop working.${factorLoss(requiring)}`}
      action={removeApp}
      submit="Remove"
    />
  )
}
