import { Button } from './button'
import { WithoutScript } from './without-script'

/** With JavaScript the list follows what is typed. */
export function SearchButton() {
  return (
    <WithoutScript>
      <Button type="submit">Search</Button>
    </WithoutScript>
  )
}
