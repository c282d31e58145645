import { Checklist } from '@/components/ui/checklist'
import { Section } from '@/components/ui/page-header'
import type { TenantSetup } from '@/lib/domain/tenants/get-tenant-setup'

const steps: readonly { done: keyof TenantSetup; title: string; text: string; path: string }[] = [
  {
    done: 'hasApplication',
    title: 'Add an application',
    text: 'What your customers sign in to.',
    path: 'applications/new',
  },
  {
    done: 'hasSignIn',
    title: 'Connect it',
    text: 'Its quick start has your own values, and tells you when the first sign-in arrives.',
    path: 'applications',
  },
  {
    done: 'hasEmailSender',
    title: 'Set the email sender',
    text: 'Resend sends your invitations and sign-in links. Until it accepts your sender, no one receives them.',
    path: 'settings/email',
  },
  {
    done: 'hasOrganization',
    title: 'Create the first organization',
    text: 'A company that is your customer.',
    path: 'organizations/new',
  },
  {
    done: 'hasOwner',
    title: 'Invite its owner',
    text: 'They invite everyone else.',
    path: 'organizations',
  },
]

/** Nothing once all is done. */
export function SetupSection({ setup }: { setup: TenantSetup }) {
  const done = steps.filter((step) => setup[step.done]).length
  if (done === steps.length) return null
  return (
    <Section title="Set up your portal" text={`${String(done)} of ${String(steps.length)} done.`}>
      <Checklist
        steps={steps.map((step) => ({
          title: step.title,
          text: step.text,
          href: `/console/${step.path}`,
          isDone: setup[step.done],
        }))}
      />
    </Section>
  )
}
