import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { setUp } from '../../../(front)/account/authenticator/actions'
import { AddPasskey } from '../../../(front)/account/passkey-add'

export interface AddFactorProps {
  /** The path that follows. */
  returnTo: string
  takesPasskeys: boolean
}

export function AddFactor({ returnTo, takesPasskeys }: AddFactorProps) {
  return (
    <div className="flex flex-col gap-4">
      <Form action={setUp} act="set-up-authenticator">
        <input type="hidden" name="return_to" value={returnTo} />
        <SubmitButton width="full">Set up an authenticator app</SubmitButton>
      </Form>
      {takesPasskeys && <AddPasskey returnTo={returnTo} variant="secondary" />}
    </div>
  )
}
