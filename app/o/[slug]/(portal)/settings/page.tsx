import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Form } from '@/components/form/form'
import { SlugForm } from '@/components/form/slug-form'
import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader, Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { authorize, may } from '@/lib/access'
import { getRolesAfterTransfer } from '@/lib/domain/members/transfer-ownership'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { LeaveDialog } from '../leave-dialog'
import { remove, saveSlug, rename } from './actions'
import { TransferSection } from './transfer-section'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { access, actor, organization } = await organizationPage((await params).slug)
  const [mayUpdate, mayDelete] = [may(actor, 'update:organizations'), may(actor, 'delete:organizations')]
  if (!mayUpdate && !mayDelete) notFound()
  const { slug, displayName } = organization
  const rolesAfter = may(actor, 'create:organization_member_roles')
    ? await getRolesAfterTransfer(authorize(access, 'create:organization_member_roles'))
    : null
  const { url } = await currentTenant()
  return (
    <>
      <PageHeader
        title="Settings"
        text={`Change the name and the address of ${displayName}, transfer its ownership, or delete it.`}
      />
      {mayUpdate && <NameSections slug={slug} displayName={displayName} tenantUrl={url} />}
      {rolesAfter && <TransferSection slug={slug} displayName={displayName} roles={rolesAfter} />}
      <Section title="Leave" text={`Stop being a member of ${displayName}.`}>
        <div>
          <LeaveDialog slug={slug} displayName={displayName} actor={actor} />
        </div>
      </Section>
      {mayDelete && (
        <Section
          title="Delete"
          text="Everyone loses access immediately. For 30 days an owner can restore the organization, and no one else can take its slug."
        >
          <div>
            <TypedDeleteDialog
              act="delete-organization"
              action={remove.bind(null, slug)}
              noun="organization"
              title={`Delete ${displayName}?`}
              description="Everyone, including you, loses access immediately. You can restore it for 30 days."
              typed={slug}
            />
          </div>
        </Section>
      )}
    </>
  )
}

interface NameSectionsProps {
  slug: string
  displayName: string
  tenantUrl: string
}

function NameSections({ slug, displayName, tenantUrl }: NameSectionsProps) {
  return (
    <>
      <Section title="Name" text="Shown to your teammates, on the sign-in page and in emails.">
        <Form action={rename.bind(null, slug)} className="flex max-w-form flex-col gap-4">
          <Field name="name" label="Organization name">
            <Input autoComplete="organization" defaultValue={displayName} />
          </Field>
          <SubmitButton className="self-start">Save changes</SubmitButton>
        </Form>
      </Section>
      <Section
        title="Address"
        text="The old slug redirects to the new one for 90 days. After that, someone else can take it, and old links stop working."
      >
        <SlugForm
          action={saveSlug.bind(null, slug)}
          slug={slug}
          help={`Your address now: ${tenantUrl}/o/${slug}`}
        />
      </Section>
    </>
  )
}
