// What the worker does behind the first screen or when somebody asks for it: fetched in one piece.

export { filesOf } from './files';
export { forgetAttempt, inTurn, joinForum, joinOnce } from './join-forum';
export { Carrying } from './packet';
export { PastOfDocs } from './past';
