export interface Step {
  act:
    | 'invite'
    | 'resend'
    | 'revoke'
    | 'decline'
    | 'undo decline'
    | 'accept'
    | 'time passes'
    | 'overdue invitations expire'
    | 'remove'
    | 'toggle organization'
    | 'toggle role'
  /** Whose invitation it is about. */
  guest: 0 | 1
  /** Who does it. */
  by: 0 | 1
  /** With the ticket before the latest. */
  old: boolean
}

interface Offer {
  state: 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired'
  version: number
  isOverdue: boolean
  /** A decline can be undone once. */
  wasUndone: boolean
}

/** What one invitee has by the rules, without a database. */
interface Guest {
  offer: Offer | null
  roles: string[] | null
}

/** Two invitees of one organization. */
export class Model {
  guests: [Guest, Guest] = [
    { offer: null, roles: null },
    { offer: null, roles: null },
  ]
  isOpen = true
  isAssignable = true
}

type Rule = (guest: Guest, model: Model, step: Step) => boolean

/** What each act does to the model; false where it is refused. */
const rules: Record<Step['act'], Rule> = {
  invite: (guest, { isAssignable }) => isAssignable && !guest.roles && !isLive(guest) && offer(guest),
  resend: (guest, { isAssignable }) => {
    if (!isAssignable || guest.roles) return false
    return isPending(guest) ? renew(guest) : isExpired(guest) && offer(guest)
  },
  revoke: (guest) => isExpired(guest) || (isPending(guest) && close(guest, 'revoked')),
  decline: (guest, _model, step) => fits(guest, step) && close(guest, 'declined'),
  'undo decline': (guest, _model, step) =>
    guest.offer?.state === 'declined' && !guest.offer.wasUndone && isTheirs(guest, step) && undo(guest.offer),
  accept: (guest, { isAssignable }, step) => {
    if (guest.offer?.state === 'accepted') return step.by === step.guest && guest.roles !== null
    if (!fits(guest, step)) return false
    guest.roles ??= isAssignable ? ['Passing', 'Viewer'] : ['Viewer']
    return close(guest, 'accepted')
  },
  'time passes': (guest) => {
    if (guest.offer?.state === 'pending') guest.offer.isOverdue = true
    return true
  },
  'overdue invitations expire': (_guest, { guests }) => {
    for (const one of guests) if (isPending(one) && !isLive(one)) close(one, 'expired')
    return true
  },
  remove: (guest) => {
    guest.roles = null
    return true
  },
  'toggle organization': (_guest, model) => {
    model.isOpen = !model.isOpen
    return true
  },
  'toggle role': (_guest, model) => {
    model.isAssignable = !model.isAssignable
    return true
  },
}
const worksWhileClosed: readonly Step['act'][] = [
  'time passes',
  'overdue invitations expire',
  'remove',
  'toggle organization',
  'toggle role',
]

/** Does to the model what the step would; false where it is refused. */
export function predict(model: Model, step: Step): boolean {
  if (!model.isOpen && !worksWhileClosed.includes(step.act)) return false
  return rules[step.act](model.guests[step.guest], model, step)
}

function isPending({ offer }: Guest): boolean {
  return offer?.state === 'pending'
}

function isExpired({ offer }: Guest): boolean {
  return offer?.state === 'expired'
}

function isLive(guest: Guest): boolean {
  return isPending(guest) && guest.offer?.isOverdue === false
}

function fits(guest: Guest, step: Step): boolean {
  return isLive(guest) && isTheirs(guest, step)
}

/** Done by the invitee, with the latest ticket. */
function isTheirs({ offer }: Guest, { by, guest: whose, old }: Step): boolean {
  return by === whose && !(old && (offer?.version ?? 1) > 1)
}

function offer(guest: Guest): boolean {
  guest.offer = { state: 'pending', version: 1, isOverdue: false, wasUndone: false }
  return true
}

function renew(guest: Guest): boolean {
  const { version = 0, wasUndone = false } = guest.offer ?? {}
  guest.offer = { state: 'pending', version: version + 1, isOverdue: false, wasUndone }
  return true
}

function undo(offer: Offer): boolean {
  offer.state = 'pending'
  offer.wasUndone = true
  return true
}

function close(guest: Guest, state: Offer['state']): boolean {
  if (guest.offer) guest.offer.state = state
  return true
}

/** The state that an invitee’s latest ticket shows, and the invitee’s roles. */
export function expected({ guests, isOpen }: Model, guest: 0 | 1) {
  const { offer, roles } = guests[guest]
  if (!offer) return { state: null, roles }
  if (!isOpen) return { state: 'unavailable', roles }
  return { state: offer.state === 'pending' && offer.isOverdue ? 'expired' : offer.state, roles }
}
