import { Form } from '@/components/form/form'
import { Checklist } from '@/components/ui/checklist'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may, type OrganizationActor, type Permission } from '@/lib/access'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import type { Setup } from '@/lib/domain/organizations/get-home'
import { currentTenant } from '@/lib/web/tenant'
import { dismissSetup } from './actions'

interface SetupStep {
  done: keyof Setup
  title: string
  text: string
  textWithoutEmail?: string
  path: string
  needs: Permission
}

const steps: readonly SetupStep[] = [
  {
    done: 'hasBranding',
    title: 'Add your logo and color',
    text: 'They show on your sign-in page and in emails.',
    path: 'branding',
    needs: 'update:organizations',
  },
  {
    done: 'hasInvited',
    title: 'Invite your team',
    text: 'Each person gets an email with a link to join.',
    textWithoutEmail: 'Copy a link to join for each person.',
    path: 'invitations',
    needs: 'create:organization_invitations',
  },
  {
    done: 'hasVerifiedDomain',
    title: 'Verify a domain',
    text: 'People with your email domain then find your sign-in page.',
    path: 'sign-in-methods',
    needs: 'create:organization_discovery_domains',
  },
  {
    done: 'hasChosenSignIn',
    title: 'Choose how people sign in',
    text: 'Add your company’s sign-in, or disable methods you don’t want.',
    path: 'sign-in-methods',
    needs: 'create:organization_connections',
  },
]

export function openSteps(actor: OrganizationActor, setup: Setup): readonly SetupStep[] {
  const own = steps.filter(({ needs }) => may(actor, needs))
  return own.every(({ done }) => setup[done]) ? [] : own
}

interface SetupChecklistProps {
  slug: string
  steps: readonly SetupStep[]
  setup: Setup
}

export async function SetupChecklist({ slug, steps, setup }: SetupChecklistProps) {
  const canSend = await canSendEmail((await currentTenant()).id)
  const done = steps.filter((step) => setup[step.done]).length
  return (
    <Section
      title="Set up your organization"
      text={`${String(done)} of ${String(steps.length)} done.`}
      action={
        <Form action={dismissSetup.bind(null, slug)}>
          <SubmitButton variant="ghost" size="small">
            Dismiss
          </SubmitButton>
        </Form>
      }
    >
      <Checklist
        steps={steps.map(({ done, title, text, textWithoutEmail, path }) => ({
          title,
          text: canSend ? text : (textWithoutEmail ?? text),
          href: `/o/${slug}/${path}`,
          isDone: setup[done],
        }))}
      />
    </Section>
  )
}
