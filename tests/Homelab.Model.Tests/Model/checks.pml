/*
 * What must hold, on the truth. Each is named; with CHECK_<name> defined only that one is looked at, so that a mutant is caught by the
 * property that is there for it.
 */
#if !defined(CHECK_I2) && !defined(CHECK_I4) && !defined(CHECK_I5) && !defined(CHECK_I6) && !defined(CHECK_I7) && !defined(CHECK_Fence) && !defined(CHECK_Cancelled) && !defined(CHECK_Down) && !defined(CHECK_Reach)
#define CHECK_I2
#define CHECK_I4
#define CHECK_I5
#define CHECK_I6
#define CHECK_I7
#define CHECK_Fence
#define CHECK_Cancelled
#define CHECK_Down
#endif

#define HOLD(name, condition) \
  if \
  :: (condition) \
  :: else -> printf("@%d violated: ", now); printf(#name); printf("\n"); assert(false) \
  fi

#define restored() (mains && outlets && node[A] == On && node[B] == On && jPhase == Phase_Quiet && !jReturn[A] && !jReturn[B])

/* Nobody could tell a of the outage: it has no lease, and nobody spoke with it for long enough to give it one. */
#define UNTOLD (untold || (holds[A] != Held && !astray[A] && contact[A] <= HEARD))

bool mayStop[2];        /* the mains were gone, or FSD was set, since it started */
bool astray[2];         /* it ended its lease alone, and the mains were gone or FSD was set */
bool lied;              /* the battery held less than it said, in this outage */
bool untold;            /* a was started by someone in this outage: nobody could tell it yet */
byte contact[2];        /* ticks for which a node and the coordinator could have spoken */
byte told[2];           /* ticks since it could be told that the mains went or FSD was set, in this boot, and those that telling took */
bool sawOrder[2], sawExpiry[2], sawCut, sawAbort, sawCommit;

inline onBattery()
{
  mayStop[A] = true; mayStop[B] = true; told[A] = 0; told[B] = 0
}

inline wakes(i)
{
  mayStop[i] = !mains;
  holds[i] = Nothing; holdsFence[i] = 0; holdsUntil[i] = 0; alone[i] = 0;
  astray[i] = false; told[i] = 0
}

/* I7 is about our own cut: another primary asks nobody. */
inline cutting()
{
#ifdef CHECK_I7
  HOLD(I7, foreign || (node[A] == Off && node[B] == Off) || battery <= MARGIN);
#endif
  sawCut = true
}

/* I1: who could not be told in time for its stop, and whose battery held less than it said, may run when the battery ends. */
#define EXCUSED(i) (lied || (!astray[i] && told[i] <= TELLING + STOP))

/* On battery to its end, nobody runs when it ends, whatever faults there were; and a cut leaves nobody running either. */
inline darkened()
{
#ifdef CHECK_Down
  HOLD(Down, (node[A] == Off || EXCUSED(A)) && (node[B] == Off || EXCUSED(B)));
#endif
  skip
}

/* i begins to stop; ls is the latest start in the generation that it acted on. */
inline leaves(i, ls)
{
#ifdef CHECK_I2
  if
  :: i == B -> HOLD(I2, node[A] == Off || UNTOLD || SPEECHLESS(B) || (now >= ls && (named || jStep[A] != Step_Pending)))
  :: else
  fi;
#endif
#ifdef CHECK_I5
  HOLD(I5, mayStop[i] || !mains || fsd);
#endif
  node[i] = Leaving; until[i] = now + STOP; holds[i] = Nothing; holdsFence[i] = 0; holdsUntil[i] = 0
}

/* A message changes the state of node i. */
inline changes(i, f, b)
{
#ifdef CHECK_I4
  HOLD(I4, b == boot[i] && f >= seen[i]);
#endif
#ifdef CHECK_Fence
  HOLD(Fence, f >= seen[i]);
#endif
  seen[i] = f
}

/* At the end of each tick, when everybody had a turn. */
inline look()
{
  d_step {
#ifdef CHECK_I6
    HOLD(I6, named || UNTOLD || (mains && SPEECHLESS(B)) || !(node[B] == On && holds[B] == Held) || node[A] != On ||
      (holds[A] == Held && holdsUntil[B] >= holdsUntil[A] + STOP) || (holds[A] != Held && !astray[A]));
#endif
#ifdef CHECK_Cancelled
    HOLD(Cancelled, !(jPhase == Phase_Quiet && mains && !fsd) || ((node[A] != Leaving || jReturn[A]) && (node[B] != Leaving || jReturn[B])));
#endif
#ifdef CHECK_I5
    HOLD(I5, calm < RECOVERY || restored());
#endif
#ifdef REACH_Ordered
    HOLD(Ordered, !(sawOrder[A] && sawOrder[B] && !sawExpiry[A] && !sawExpiry[B] && sawCut && restored()));
#endif
#ifdef REACH_Partitioned
    HOLD(Partitioned, !(sawExpiry[A] && sawExpiry[B] && !sawOrder[A] && !sawOrder[B] && restored()));
#endif
#ifdef REACH_Aborted
    HOLD(Aborted, !(sawAbort && sawOrder[A] && !sawCut && restored()));
#endif
    skip
  }
}
