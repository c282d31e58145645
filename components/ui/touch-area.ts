/** For links and icons that are too low for a finger: adds 24 pixels on touch screens, without moving what is around them. */
export const touchArea = 'touch-area'
