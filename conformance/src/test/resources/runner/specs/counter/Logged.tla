------------------------------- MODULE Logged -------------------------------
(* A relation that adds to another one, which hides the actions from TLC.  *)
EXTENDS Counter
VARIABLE seen
LoggedSpec == Init /\ seen = {} /\ [][Next /\ seen' = seen \cup {count}]_<<vars, seen>>
NeverTwo == 2 \notin seen
=============================================================================
