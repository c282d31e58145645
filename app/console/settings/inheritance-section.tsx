import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { setInheritance } from './actions'

export function InheritanceSection({ isOn, mayUpdate }: { isOn: boolean; mayUpdate: boolean }) {
  return (
    <Section
      title="Tenant-level permissions in organizations"
      text={
        <code className="wrap-anywhere">
          inherit_global_permissions_in_
          <wbr />
          organizations
        </code>
      }
    >
      {mayUpdate ? (
        <InheritanceForm isOn={isOn} />
      ) : (
        <p>{isOn ? 'They apply in organizations.' : 'They do not apply in organizations.'}</p>
      )}
    </Section>
  )
}

function InheritanceForm({ isOn }: { isOn: boolean }) {
  return (
    <Form action={setInheritance} act="save-inheritance" className="page-form">
      <Notice tone="warning" title="This changes who can do what in every organization">
        Users keep their tenant-level roles and permissions in each organization where they are members. Users
        with <code>admin:organizations</code> can enter all organizations, including those that they are not a
        member of.
      </Notice>
      <Field name="inherit" label="Inheritance" labelHidden group>
        <Checkbox
          value="on"
          defaultChecked={isOn}
          label="Apply tenant-level roles and permissions in organizations"
        />
      </Field>
      <ReviewBeforeSaving />
    </Form>
  )
}
