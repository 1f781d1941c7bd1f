/* The coordinator: OutageEngine in C#. */
#define EPOCH 16
#define FENCE (jEpoch * EPOCH + generation)

/* In memory: gone with the process. */
byte generation;
byte lastBeat[2], knownBoot[2];
byte latest[2], earliest[2], sentFence[2], sentUntil[2], forcedSince, openedAt, plannedEnd;
bool taken[2], isLeaving[2], named, confirmed[2], resumed;

hidden byte bt, bb, bs, bh, bf, bu, bl, want, cap, floor;

#define OB        (!mains || fsd)
#define ONBATTERY (jPhase == Phase_Grace || jPhase == Phase_Holding || jPhase == Phase_Stopping)
#define IS_HEARD(i) (knownBoot[i] != 0 && now <= lastBeat[i] + HEARD)
/* What a past coordinator granted and this one has not heard of. */
#define MAY_HOLD(i) (resumed && knownBoot[i] == 0)
#define IS_OVER(i)  (jStep[i] == Step_SeenOff || jStep[i] == Step_Presumed)
#define IS_GOING(i) (jStep[i] == Step_Acknowledged || IS_OVER(i))
#define DEAD_END  (plannedEnd < MARGIN -> 0 : plannedEnd - MARGIN)
#ifdef MUTANT_NOBODY_WAITS
#define WAITS(i) false
#else
#define WAITS(i) (i == B && !IS_OVER(A))
#endif
#ifdef MUTANT_STOP_UNCOUNTED
#define LATEST_START(i) plannedEnd
#else
#define LATEST_START(i) (DEAD_END < STOP * (2 - i) -> 0 : DEAD_END - STOP * (2 - i))
#endif

inline coordinate()
{
  d_step {
    if :: cold -> cold = false; wake() :: else fi;
    read(A); read(A); read(B); read(B);
    phases();
    follow(A); follow(B);
    order(A); order(B);
    cut();
    want = 0; cap = 0; floor = 0
  }
  /* The journal has it; the effects may be lost with the process. */
  if
  :: MAY(Crash) && faults > 0 && (jStep[A] == Step_Ordered || jCut || sentUntil[A] == 0) -> faults--; calm = 0; up = false; printf("@%d the coordinator crashes before it acts\n", now)
  :: d_step { leases(); tell(A); tell(B); power(); begin(B); begin(A); want = 0; cap = 0; floor = 0 }
  fi
}

/* Started again: memory is empty. In the same boot of the host the journal goes on, otherwise everything is observed afresh (P1). */
inline wake()
{
  jEpoch++; generation = 0; hangUp(A); hangUp(B);
  lastBeat[A] = 0; lastBeat[B] = 0; knownBoot[A] = 0; knownBoot[B] = 0;
  latest[A] = 0; latest[B] = 0; earliest[A] = 0; earliest[B] = 0; sentFence[A] = 0; sentFence[B] = 0; sentUntil[A] = 0; sentUntil[B] = 0;
  taken[A] = false; taken[B] = false; isLeaving[A] = false; isLeaving[B] = false; confirmed[A] = false; confirmed[B] = false;
  forcedSince = 0; openedAt = now; plannedEnd = 0;
#ifndef MUTANT_RESUME_OVER_BOOTS
  if
  :: jBoot != hostBoot ->
     /* The target set outlives the cold start (P27). */
     if :: jPhase != Phase_Quiet -> jReturn[A] = true; jReturn[B] = true :: else fi;
     jPhase = Phase_Quiet; forget(); jEnd = FENCE; jEndedAt = now
  :: else
  fi;
#endif
  resumed = jPhase != Phase_Quiet;
  jBoot = hostBoot
}

inline forget()
{
  jStep[A] = Step_Pending; jStep[B] = Step_Pending; jStepBoot[A] = 0; jStepBoot[B] = 0; jTaken[A] = 0; jTaken[B] = 0;
  jLease[A] = 0; jLease[B] = 0; jGraceIsOver = false; jCommitted = false; jFsd = false; jCut = false; named = false; jBegan = 0
}

inline read(i)
{
  if
  :: link[i] == Fine && len(toCoordinator[i]) > 0 ->
     toCoordinator[i] ? bt, bb, bs, bh, bf, bu, bl;
     if
     :: bb < knownBoot[i] || (bb == knownBoot[i] && bt < lastBeat[i])
     :: else ->
        if
        :: bb != knownBoot[i] -> sentFence[i] = 0; sentUntil[i] = 0; taken[i] = false; latest[i] = (bh == Held -> bu : 0); earliest[i] = latest[i]
        :: else
        fi;
        knownBoot[i] = bb; lastBeat[i] = bt; isLeaving[i] = bl;
        confirmed[i] = (bs >= jEnd && bh != Held && !bl);
        if
        :: bh == Held && bf == sentFence[i] -> latest[i] = bu; earliest[i] = bu; taken[i] = true
        :: bh == Held && bf != sentFence[i] && sentFence[i] == 0 -> latest[i] = bu; earliest[i] = bu
        :: bh == Held && bf != sentFence[i] && sentFence[i] != 0
        :: bh != Held && (taken[i] || sentFence[i] == 0) -> latest[i] = 0; earliest[i] = 0; sentFence[i] = 0; sentUntil[i] = 0; taken[i] = false
        :: else
        fi;
        if :: i == A && bb == boot[A] && bh == Held -> untold = false :: else fi
     fi
  :: else
  fi;
  bt = 0; bb = 0; bs = 0; bh = 0; bf = 0; bu = 0; bl = 0
}

inline phases()
{
  if
  :: jPhase == Phase_Quiet && OB ->
     WRITE(OutageOpened); generation++; jBegan = now; openedAt = now;
#ifndef MUTANT_NOBODY_OWED
     jReturn[A] = true; jReturn[B] = true
#endif
  :: jPhase == Phase_Settling && OB && !jCut ->
     WRITE(MainsLostAgain);
     jPhase = (jStep[A] != Step_Pending || jStep[B] != Step_Pending -> Phase_Stopping : (jGraceIsOver -> Phase_Holding : Phase_Grace))
  :: else
  fi;
  if :: jPhase == Phase_Grace && OB && now >= jBegan + GRACE -> WRITE(GraceOver); jGraceIsOver = true :: else fi;
  if
  :: ONBATTERY && !OB -> WRITE(MainsBack)
  :: else
  fi;
  if
  :: jPhase == Phase_Settling && !OB && now >= onLineSince + DEBOUNCE ->
     WRITE(OutageEnded); generation++;
     sawAbort = sawAbort || jCommitted;
     resumed = false;
     forget(); jEnd = FENCE; jEndedAt = now; plannedEnd = 0; confirmed[A] = false; confirmed[B] = false; forcedSince = 0
  :: else
  fi;
  /* A generation is a plan: made when what it rests on has changed. */
  if
  :: OB && jPhase != Phase_Quiet ->
     want = now + battery;
     want = (foreign && cutAt + MARGIN < want -> cutAt + MARGIN : want);
     if :: want != plannedEnd -> plannedEnd = want; generation++ :: else fi
  :: else
  fi
}

/* Each step that was begun, and what is seen of its node (P20). */
inline follow(i)
{
  if
  :: jPhase == Phase_Quiet
  :: else ->
     if
     :: IS_HEARD(i) && jStep[i] != Step_Pending && (knownBoot[i] != jStepBoot[i] || IS_OVER(i)) && !isLeaving[i] ->
        WRITE_STEP(StepReopened, i); jStepBoot[i] = 0; jTaken[i] = 0
     :: else
     fi;
     if
     :: IS_HEARD(i) && isLeaving[i] && jStep[i] == Step_Ordered -> WRITE_STEP(StepAcknowledged, i); jTaken[i] = now
     :: else
     fi;
     if
     :: !(now <= lastBeat[i] + TAIL) && jStep[i] != Step_SeenOff && knownBoot[i] != 0 -> judge(i)
     :: else
     fi
  fi
}

inline judge(i)
{
  floor = (latest[i] > jLease[i] -> latest[i] : jLease[i]);
  if
#ifdef MUTANT_ONE_SIGN
  :: !PARTED(i) -> seenOff(i)
#else
  :: !PARTED(i) && metered && node[i] == Off -> seenOff(i)
#endif
  :: else ->
     if
     :: jStep[i] == Step_Presumed
     :: jStep[i] != Step_Presumed && jTaken[i] > 0 && now >= jTaken[i] + STOP -> WRITE_STEP(StepPresumed, i); jStepBoot[i] = knownBoot[i]
     :: jStep[i] != Step_Presumed && jTaken[i] == 0 && floor > 0 && now >= floor + STOP -> WRITE_STEP(StepPresumed, i); jStepBoot[i] = knownBoot[i]
     :: else
     fi
  fi
}

inline seenOff(i)
{
  WRITE_STEP(StepSeenOff, i); jStepBoot[i] = knownBoot[i]
}

/* P19, P24. */
inline order(i)
{
  if
  :: ONBATTERY && OB && !jCut && jStep[i] == Step_Pending && IS_HEARD(i) && !isLeaving[i] &&
     (now >= LATEST_START(i) ||
       (!WAITS(i) && (now + AHEAD >= LATEST_START(i) || (latest[i] > 0 && now + AHEAD >= latest[i]) || (i == B && jCommitted)))) ->
     if :: !jCommitted -> WRITE(FeedCommitted); jCommitted = true; sawCommit = true :: else fi;
     WRITE_STEP(StepOrdered, i); jStepBoot[i] = knownBoot[i]; jLease[i] = latest[i]; jTaken[i] = 0;
     if
     :: WAITS(i) -> named = true; printf("@%d the plan names it: b cannot wait for a\n", now)
     :: else
     fi
  :: else
  fi
}

/* P25. Whether the UPS took it (CutConfirmed, CutRefused) is left out: here it always does. */
inline cut()
{
  if
  :: jPhase == Phase_Stopping && !jFsd && !mains && !foreign && (jStep[B] == Step_Ordered || IS_GOING(B)) && IS_OVER(A) ->
     WRITE(FsdSet); jFsd = true
  :: else
  fi;
  if
  :: jPhase == Phase_Stopping && jFsd && !jCut && fsd && ((jStep[A] == Step_SeenOff && jStep[B] == Step_SeenOff) || (!mains && battery <= MARGIN + DELAY)) ->
     WRITE(CutOrdered); jCut = true
  /* Also one that was journalled and never told to the UPS: whoever resumes looks again. */
  :: jPhase == Phase_Stopping && jFsd && cutAt == 0 && mains && !(jStep[A] == Step_SeenOff && jStep[B] == Step_SeenOff) ->
     WRITE(CutAborted); jFsd = false; jCut = false
  :: else
  fi
}

/* What was journalled for the UPS is done, and done again by whoever resumes. */
inline power()
{
  if
  :: jFsd && !fsd -> fsd = true; printf("@%d FSD is set\n", now)
  :: !jFsd && fsd && !foreign -> fsd = false; printf("@%d FSD is taken back\n", now)
  :: else
  fi;
  if :: jCut && cutAt == 0 -> cutAt = now + DELAY; printf("@%d the UPS is told to cut in %d\n", now, DELAY) :: else fi
}

/* P7: shorten dependents first, lengthen needs first, each step after its acknowledgement. */
inline leases()
{
  if
  :: jPhase == Phase_Quiet
  :: else -> leaseOfB(); leaseOfA()
  fi
}

inline wanted(i)
{
  if
  :: OB -> want = LATEST_START(i)
  :: else -> want = (latest[i] == 0 -> 0 : (latest[i] > now + SETTLE + STOP * i -> latest[i] : now + SETTLE + STOP * i))
  fi
}

inline leaseOfA()
{
  wanted(A);
  if
  :: want > now && IS_HEARD(A) && !IS_GOING(A) && !isLeaving[A] ->
     if :: MAY_HOLD(B) && latest[A] > 0 && latest[A] < want -> want = latest[A] :: else fi;
     if :: earliest[B] > 0 && !IS_GOING(B) && earliest[B] < want + STOP -> want = (earliest[B] > STOP -> earliest[B] - STOP : 0) :: else fi;
     grant(A)
  :: else
  fi
}

inline leaseOfB()
{
  wanted(B);
  if
  :: want > now && IS_HEARD(B) && !IS_GOING(B) && !isLeaving[B] ->
#ifdef MUTANT_NEED_SHORTENED_FIRST
     grant(B)
#else
     floor = (IS_GOING(A) -> 0 : (latest[A] > 0 -> latest[A] + STOP : (IS_HEARD(A) -> 255 : (MAY_HOLD(A) -> (latest[B] > 0 -> latest[B] : 255) : 0))));
     if
     :: floor == 255 && now < openedAt + WAIT
     :: floor > want && OB && !(floor == 255 && now < openedAt + WAIT) ->
        if :: forcedSince == 0 -> forcedSince = now :: else fi;
        if
        :: latest[B] > 0 && now < forcedSince + WAIT && IS_HEARD(A)
        :: else -> if :: !named -> named = true; printf("@%d the plan names it: b cannot wait for a\n", now) :: else fi; grant(B)
        fi
     :: floor > want && floor != 255 && !OB -> want = floor; grant(B)
     :: else ->
        forcedSince = 0;
        if
        :: OB && latest[A] == 0 && !IS_HEARD(A) && !IS_GOING(A) && !named -> named = true; printf("@%d the plan names it: a cannot be reached\n", now)
        :: else
        fi;
        grant(B)
     fi
#endif
  :: else
  fi
}

/* The same lease is sent again until it is taken; another one makes a new generation. */
inline grant(i)
{
  if
  :: want <= now || (taken[i] && sentUntil[i] == want) || len(toNode[i]) == 2
  :: else ->
     if
     :: sentUntil[i] != want || sentFence[i] == 0 ->
        generation++; sentFence[i] = FENCE; sentUntil[i] = want; taken[i] = false;
        latest[i] = (latest[i] > want -> latest[i] : want); earliest[i] = (earliest[i] == 0 || earliest[i] > want -> want : earliest[i])
     :: else
     fi;
     toNode[i] ! Lease, sentFence[i], knownBoot[i], lastBeat[i], want - lastBeat[i], 0
  fi
}

/* Orders are repeated until taken; the end of an outage until its fence is known to be obeyed, needs first. */
inline tell(i)
{
  if
  :: jPhase == Phase_Stopping && jStep[i] == Step_Ordered && IS_HEARD(i) && len(toNode[i]) < 2 && knownBoot[i] == jStepBoot[i] ->
     toNode[i] ! Order, FENCE, knownBoot[i], lastBeat[i], LIFETIME, (named || i == A -> now : LATEST_START(i))
  :: jPhase == Phase_Quiet && jReturn[i] && IS_HEARD(i) && !confirmed[i] && len(toNode[i]) < 2 && (i == B || !jReturn[B] || !IS_HEARD(B)) ->
     toNode[i] ! Ended, jEnd, knownBoot[i], 0, 0, 0
  :: else
  fi
}

/* The return (P27 to P29): who is known to be on, and to have obeyed the end, is done; who is off is started, needs first. */
inline begin(i)
{
  if
#ifdef MUTANT_END_UNCONFIRMED
  :: jPhase == Phase_Quiet && jReturn[i] && IS_HEARD(i) ->
#else
  :: jPhase == Phase_Quiet && jReturn[i] && IS_HEARD(i) && confirmed[i] ->
#endif
     WRITE(NodeReturned); jReturn[i] = false; latest[i] = 0; earliest[i] = 0; sentFence[i] = 0; sentUntil[i] = 0
  :: jPhase == Phase_Quiet && jReturn[i] && !IS_HEARD(i) && node[i] == Off && outlets && mains && !PARTED(i) && (i == B || !jReturn[B]) &&
     now >= jEndedAt + DEBOUNCE ->
     printf("@%d the coordinator starts %c\n", now, 'a' + i);
     bootNow(i)
  :: else
  fi
}
