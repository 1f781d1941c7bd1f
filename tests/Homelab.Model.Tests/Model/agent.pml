/* An agent: LastResort in C#. */
byte seen[2];           /* highest fence obeyed; on disk */
byte holds[2], holdsFence[2], holdsUntil[2];   /* on tmpfs (P10) */
byte alone[2];          /* ticks without a stream to the coordinator */

hidden byte mf, mb, mt, md, ms;
hidden mtype mk;

/* Order within a tick as in LastResort.Advance: what ran out stays run out, whatever comes then (P9). */
inline live(i)
{
  if
  :: node[i] == On ->
     d_step { alone[i] = (link[i] != Fine || !up -> (alone[i] < LOST -> alone[i] + 1 : LOST) : 0) };
     readOwnFeed(i);
     expire(i);
     hear(i);
     hear(i);
     readOwnFeed(i)
  :: else
  fi;
  beat(i)
}

inline beat(i)
{
  d_step {
    if
    :: REACHABLE(i) && len(toCoordinator[i]) < 2 ->
       toCoordinator[i] ! now, boot[i], seen[i], holds[i], holdsFence[i], holdsUntil[i], (node[i] == Leaving)
    :: else
    fi
  }
}

#ifdef MUTANT_LOCAL_OL_BEATS_FSD
#define OL mains
#else
#define OL (mains && !fsd)
#endif

/* P9: a feed that does not answer says nothing, whatever it said before. */
#ifdef MUTANT_SILENCE_IS_THE_LAST_WORD
bool lastWord[2];
#define LISTEN(i) if :: link[i] == Fine || link[i] == Parted -> lastWord[i] = OL :: else fi
#define SEES_OL(i) (link[i] != Deaf && lastWord[i])
#else
#define LISTEN(i) skip
#define SEES_OL(i) ((link[i] == Fine || link[i] == Parted) && OL)
#endif

/*
 * P9: an agent reads its own feed before the lease runs out, and a fresh OL extends; alone, a steady OL ends. Never beside FSD.
 * A need extends by what its dependents may take, so that P7 holds though nobody asks the other.
 */
inline readOwnFeed(i)
{
  d_step {
    LISTEN(i);
    if
    :: node[i] == On && holds[i] == Held && SEES_OL(i) && alone[i] == LOST && now >= onLineSince + DEBOUNCE ->
       holds[i] = Finished;
       astray[i] = !mains || fsd;
       printf("@%d %c reads its feed itself: steadily on line; its lease is over\n", now, 'a' + i)
    :: node[i] == On && holds[i] == Held && SEES_OL(i) && !(alone[i] == LOST && now >= onLineSince + DEBOUNCE) && holdsUntil[i] < now + 1 + i * STOP ->
       holdsUntil[i] = now + 1 + i * STOP;
       printf("@%d %c reads its feed itself: on line; its lease lasts until %d\n", now, 'a' + i, holdsUntil[i])
    :: else
    fi
  }
}

inline expire(i)
{
  d_step {
    if
    :: holds[i] == Held && now >= holdsUntil[i] ->
       printf("@%d the lease of %c has run out: it stops\n", now, 'a' + i);
       sawExpiry[i] = true;
       leaves(i, holdsUntil[i])
    :: else
    fi
  }
}

inline hear(i)
{
  d_step {
    if
    :: REACHABLE(i) && len(toNode[i]) > (stuck[i] -> 1 : 0) ->
       if
       :: stuck[i] -> toNode[i] ? mk, mf, mb, mt, md, ms; toNode[i] ! mk, mf, mb, mt, md, ms
       :: !stuck[i]
       fi;
       toNode[i] ? mk, mf, mb, mt, md, ms;
       if
#ifndef MUTANT_NO_BOOT_ID
       :: mb != boot[i] -> printf("@%d %c refuses what is for boot %d\n", now, 'a' + i, mb)
#endif
#ifndef MUTANT_GENERATION_UNCHECKED
       :: mf < seen[i] -> printf("@%d %c refuses fence %d: it has obeyed %d\n", now, 'a' + i, mf, seen[i])
#endif
       :: else ->
          if
          :: mk == Lease -> takeLease(i)
          :: mk == Order && node[i] == On && now <= mt + md ->
             changes(i, mf, mb);
             printf("@%d %c obeys the order of fence %d: it stops\n", now, 'a' + i, mf);
             sawOrder[i] = true;
             leaves(i, ms)
          :: mk == Ended && node[i] == On ->
             changes(i, mf, mb);
             holds[i] = (holds[i] == Held -> Finished : holds[i]);
             printf("@%d %c hears that the outage has ended\n", now, 'a' + i)
          :: else
          fi
       fi
    :: else
    fi;
    mk = 0; mf = 0; mb = 0; mt = 0; md = 0; ms = 0
  }
}

inline takeLease(i)
{
#ifdef MUTANT_LEASE_FROM_RECEIPT
  mt = now;
#endif
  if
#ifndef MUTANT_GENERATION_UNCHECKED
  :: node[i] != On || mf <= holdsFence[i] || mt + md <= now
#else
  :: node[i] != On || mt + md <= now
#endif
  :: else ->
     changes(i, mf, mb);
     holds[i] = Held; holdsFence[i] = mf; holdsUntil[i] = mt + md;
     printf("@%d %c holds a lease until %d, fence %d\n", now, 'a' + i, holdsUntil[i], mf)
  fi
}
