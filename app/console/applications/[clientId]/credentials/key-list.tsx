import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SubmitButton } from '@/components/ui/submit-button'
import { Textarea } from '@/components/ui/textarea'
import type { PublicKey } from '@/lib/domain/clients/public-keys'
import type { Client } from '@/lib/domain/clients/read-client'
import { addKey, removeKey } from '../actions'

export function KeyList({ client, mayChange }: { client: Client; mayChange: boolean }) {
  const { id, keys } = client
  return (
    <>
      {keys.length > 0 && (
        <ul aria-label="Public keys" className="flex flex-col">
          {keys.map((key) => (
            <KeyItem
              key={key.kid}
              clientId={id}
              publicKey={key}
              others={keys.filter((other) => other !== key)}
              mayChange={mayChange}
            />
          ))}
        </ul>
      )}
      {keys.length === 0 && !mayChange && <p className="text-muted-foreground">There is no public key.</p>}
      {mayChange && keys.length < 2 && <AddKeyForm clientId={id} keys={keys} />}
    </>
  )
}

interface KeyItemProps {
  clientId: string
  publicKey: PublicKey
  others: PublicKey[]
  mayChange: boolean
}

function KeyItem({ clientId, publicKey: { kid, alg, name }, others, mayChange }: KeyItemProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b py-2">
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">{name ?? 'Key'}</span>
        <span className="block font-mono text-sm break-all text-muted-foreground">
          {kid} · {alg}
        </span>
      </span>
      {mayChange && others.length > 0 && (
        <ConfirmDialog
          act="remove-key"
          actOn={others[0]?.kid}
          trigger={<Button size="small">Remove</Button>}
          title="Remove this key?"
          description="What it signs gets no tokens from now on. The other key stays."
          action={removeKey}
          values={{ client_id: clientId }}
          submit="Remove"
        >
          <KeptKeys keys={others} />
        </ConfirmDialog>
      )}
    </li>
  )
}

function KeptKeys({ keys }: { keys: readonly PublicKey[] }) {
  return keys.map(({ kid }) => <input key={kid} type="hidden" name="kept" value={kid} />)
}

function AddKeyForm({ clientId, keys }: { clientId: string; keys: readonly PublicKey[] }) {
  return (
    <Form action={addKey} act="add-key" resetOnDone values={{ client_id: clientId }} className="page-form">
      <KeptKeys keys={keys} />
      <Field name="key_name" label="Key name">
        <Input autoComplete="off" />
      </Field>
      <Field
        name="client_authentication_methods"
        label="Public key"
        help={
          keys.length === 0
            ? 'An RSA key of 2048 bits or more, or a certificate, in PEM format. From then on the application signs with its key; its secrets stop working.'
            : 'Both keys work until you remove the old one.'
        }
      >
        <Textarea
          rows={5}
          autoComplete="off"
          spellCheck={false}
          placeholder="-----BEGIN PUBLIC KEY-----"
          className="font-mono text-sm"
        />
      </Field>
      <SubmitButton className="self-start" variant="secondary">
        Add key
      </SubmitButton>
    </Form>
  )
}
