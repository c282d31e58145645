import { Form } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { OrDivider } from '@/components/ui/or-divider'
import { SubmitButton } from '@/components/ui/submit-button'
import { searchMyOrganizations } from '@/lib/domain/organizations/my-organizations'
import { currentPerson } from '@/lib/http/person'
import type { Application } from '@/lib/oidc/interaction'
import { FrontPage } from '../../../(front)/front-page'
import { choose } from './actions'
import { CancelForm } from './cancel-form'
import { OrganizationChoices } from './organization-choices'

/** Shown before signing in, since the organization determines the sign-in methods. Offers those of a live session. */
export async function ChooseOrganization({ uid, application }: { uid: string; application: Application }) {
  const person = await currentPerson()
  const mine = person ? await searchMyOrganizations(person.access, { search: '', page: 1 }) : null
  const hasOwn = mine !== null && mine.organizations.length > 0
  return (
    <FrontPage
      organization={null}
      title="Which organization?"
      text={`${hasOwn ? 'Choose' : 'Enter'} your organization to sign in to ${application.name}.`}
    >
      <div className="flex flex-col gap-2">
        {hasOwn && (
          <>
            <OrganizationChoices uid={uid} organizations={mine.organizations} />
            <OrDivider />
          </>
        )}
        <Form action={choose} values={{ uid }}>
          <Field name="organization" label="Organization" help={helpOf(application)}>
            <Input autoComplete="organization" autoCapitalize="none" spellCheck={false} autoFocus={!hasOwn} />
          </Field>
          <SubmitButton width="full" variant={hasOwn ? 'secondary' : 'primary'}>
            Continue
          </SubmitButton>
        </Form>
      </div>
      <CancelForm uid={uid} application={application} />
    </FrontPage>
  )
}

function helpOf({ discovery }: Application): string {
  if (!discovery.byAddress) return 'Its name, as in the URL of its sign-in page.'
  return discovery.byName ? 'Its name, or your email address in it.' : 'Your email address in it.'
}
