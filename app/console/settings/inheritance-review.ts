import { mostCounted } from '@/lib/domain/bounded-count'
import type { InheritanceEffect } from '@/lib/domain/tenants/inheritance'
import type { Review, ReviewedChange } from '@/lib/http/form-state'

interface ReviewInput {
  isOn: boolean
  /** Why the review is shown again. */
  notice?: string | undefined
}

/** Without changes if the flag is already as wanted. */
export function inheritanceReview(effect: InheritanceEffect, { isOn, notice }: ReviewInput): Review {
  const shown = notice === undefined ? {} : { notice }
  if (effect.isOn === isOn) return { reviewed: effect.version, ...shown, changes: [], effects: [] }
  return {
    reviewed: effect.version,
    ...shown,
    changes: [flagChange(isOn), ...effect.people.map(personChange(isOn ? 'adds' : 'removes'))],
    effects: [usersText(effect, isOn), entrantsText(effect, isOn), everyoneText(effect, isOn)].filter(
      (sentence) => sentence !== '',
    ),
  }
}

function flagChange(isOn: boolean): ReviewedChange {
  const text = isOn
    ? 'tenant-level roles and permissions apply in organizations'
    : 'tenant-level roles and permissions no longer apply in organizations'
  return { kind: 'changes', text }
}

const mostNamed = 6

function personChange(kind: 'adds' | 'removes') {
  return ({ name, organizations, permissions }: InheritanceEffect['people'][number]): ReviewedChange => {
    const named = permissions.slice(0, mostNamed)
    const others = permissions.length - named.length
    return {
      kind,
      text: `${counted(permissions.length, 'permission')} for ${name} in ${counted(organizations, 'organization')}`,
      code: [...named, ...(others === 0 ? [] : [`and ${others} more`])].join(', '),
    }
  }
}

function usersText({ users, organizations, isBounded }: InheritanceEffect, isOn: boolean): string {
  const verb = isOn ? 'gain' : 'lose'
  if (users === 0) return `No user ${verb}s a permission in an organization where they are a member.`
  const least = isBounded ? 'At least ' : ''
  const who = `${least}${counted(users, 'user')} ${users === 1 ? `${verb}s` : verb}`
  return `${who} permissions in ${counted(organizations, 'organization')} where they are members.`
}

function entrantsText({ entrants: { names, count } }: InheritanceEffect, isOn: boolean): string {
  if (count === 0) return ''
  const isMore = count > mostCounted
  const others = (isMore ? mostCounted : count) - names.length
  const unnamed = `${isMore ? moreThan(names) : ''}${counted(others, names.length === 0 ? 'user' : 'other')}`
  const who = list.format([...names, ...(others === 0 ? [] : [unnamed])])
  return isOn
    ? `${who} can enter every organization without being a member.`
    : `${who} can no longer enter organizations that they are not a member of.`
}

/** At the beginning of a sentence without names. */
function moreThan(names: readonly string[]): string {
  return names.length === 0 ? 'More than ' : 'more than '
}

function everyoneText({ everyone }: InheritanceEffect, isOn: boolean): string {
  if (everyone.length === 0) return ''
  return `Every verified member ${isOn ? 'gains' : 'loses'} what all users have: ${list.format(everyone)}.`
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
