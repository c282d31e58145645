import { Circle, CircleCheck } from 'lucide-react'
import { Form } from '@/components/form/form'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { may, type OrganizationActor, type Permission } from '@/lib/access'
import type { Setup } from '@/lib/domain/organizations/get-home'
import { dismissSetup } from './actions'

interface SetupStep {
  done: keyof Setup
  title: string
  text: string
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

export function SetupChecklist({ slug, steps, setup }: SetupChecklistProps) {
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
      <ol aria-label="Setup" className="flex flex-col border-t">
        {steps.map((step) => (
          <Step key={step.done} slug={slug} step={step} isDone={setup[step.done]} />
        ))}
      </ol>
    </Section>
  )
}

function Step({ slug, step, isDone }: { slug: string; step: SetupStep; isDone: boolean }) {
  const Icon = isDone ? CircleCheck : Circle
  return (
    <li className="flex items-start gap-3 border-b py-3">
      <Icon
        aria-hidden
        strokeWidth={1.75}
        className={isDone ? 'mt-0.5 size-4 shrink-0 text-success' : 'mt-0.5 size-4 shrink-0 text-input'}
      />
      <div className="min-w-0">
        {isDone ? (
          <p className="text-muted-foreground">
            {step.title} <span className="sr-only">(done)</span>
          </p>
        ) : (
          <>
            <TextLink href={`/o/${slug}/${step.path}`}>{step.title}</TextLink>
            <p className="text-muted-foreground">{step.text}</p>
          </>
        )}
      </div>
    </li>
  )
}
