/* The truth: what is powered, what runs, what is on the wire. Nobody but the world may believe these variables blindly. */
#define A 0             /* needs b */
#define B 1
#define OTHER(i) (1 - i)

#define TURN_WORLD       0
#define TURN_COORDINATOR 1
#define TURN_NETWORK        2
#define TURN_A           3
#define TURN_B           4

#define Off      0
#define Booting  1
#define On       2
#define Leaving  3      /* it stops; for the last TAIL of it the network is gone already */

#define Fine     0
#define Parted   1      /* the node and its neighbours cannot be reached */
#define Dark     3      /* parted, and the upsd does not answer it either */
#define Deaf     2      /* its agent is down: the node runs, systemd's timer holds the lease (P10) */

#define SPEECHLESS(i) (link[i] == Deaf || link[i] == Dark)   /* nothing tells it of the mains */
#define PARTED(i) (link[i] == Parted || link[i] == Dark)

#define Nothing  0
#define Held     1
#define Finished 2      /* it held one, and was told or saw for itself that the outage is over */

byte now, turn, flips = FLIPS, faults = FAULTS;

/* UPS */
bool mains = true, outlets = true, fsd, foreign;
byte battery = BATTERY, backAt, cutAt, calm, onLineSince;

/* nodes */
byte node[2] = On, until[2], boot[2] = 1, link[2];
bool stuck[2];         /* the oldest message to this node is held back, and others pass it */
bool metered;           /* whether the outlets of the nodes show that their load is gone: the second sign (P20) */

/* the coordinator's host and process */
bool up = true, cold;
byte hostBoot = 1;

mtype = { Lease, Order, Ended };

/* kind, fence, the target's boot, the beat that it answers, ticks from that beat on, and for an order the latest start that it rests on */
chan toNode[2] = [2] of { mtype, byte, byte, byte, byte, byte };

/* moment, boot, highest fence seen, what it holds, its fence and expiry, whether it is leaving */
chan toCoordinator[2] = [2] of { byte, byte, byte, byte, byte, byte, bool };

#define REACHABLE(i) (link[i] == Fine && (node[i] == On || (node[i] == Leaving && now + TAIL < until[i])))

inline powerIsGone()
{
  d_step {
    outlets = false; cutAt = 0; fsd = false; foreign = false; backAt = 0;
    darkened(); lied = false;
    node[A] = Off; node[B] = Off; until[A] = 0; until[B] = 0;
    up = false;
    printf("@%d the outlets are dead\n", now)
  }
}

inline bootNow(i)
{
  node[i] = Booting; until[i] = now + BOOTS; link[i] = Fine;
  printf("@%d %c starts\n", now, 'a' + i)
}

inline step(i)
{
  if
  :: node[i] == Leaving && now >= until[i] -> node[i] = Off; until[i] = 0; printf("@%d %c is off\n", now, 'a' + i)
  :: node[i] == Booting && now >= until[i] ->
     node[i] = On; until[i] = 0; boot[i]++; wakes(i); printf("@%d %c is on, boot %d\n", now, 'a' + i, boot[i])
  :: else
  fi
}

/* What time alone does. */
inline physics()
{
  d_step {
    if
    :: mains -> battery = (battery + 2 > BATTERY -> BATTERY : battery + 2)
    :: else -> battery = (battery > 0 && outlets -> battery - 1 : battery)
    fi;
    step(A); step(B)
  }
  if
  :: outlets && cutAt > 0 && now >= cutAt -> cutting(); powerIsGone()
  :: outlets && !(cutAt > 0 && now >= cutAt) && battery == 0 && !mains -> powerIsGone()
  :: !outlets && mains && backAt == 0 -> backAt = now + 1
  :: !outlets && mains && backAt > 0 && now >= backAt ->
     d_step {
       outlets = true; backAt = 0; hostBoot++; up = true; cold = true;
       printf("@%d the outlets are live again; the coordinator's host is in boot %d\n", now, hostBoot);
       bootNow(A); bootNow(B)
     }
  :: !outlets && !mains -> backAt = 0
  :: else
  fi
}

inline mainsTurn()
{
  flips--; mains = !mains; calm = 0;
  if
  :: mains -> onLineSince = now; printf("@%d the mains are back\n", now)
  :: else -> onBattery(); printf("@%d the mains are gone, the battery holds %d\n", now, battery)
  fi
}

/* The first outage begins at once: what happens before it is of no interest. */
inline fates()
{
  if
  :: flips == FLIPS && now >= 3 -> mainsTurn()
  :: flips > 0 && now >= 2 -> mainsTurn()
  :: !(flips == FLIPS && now >= 3)
  fi;
  calm = (mains && outlets && !fsd && up && link[A] == Fine && link[B] == Fine && !stuck[A] && !stuck[B] -> (calm < RECOVERY -> calm + 1 : calm) : 0);
  if
  :: faults > 0 && outlets && KINDS != Wire -> faults--; calm = 0; hurt()
  :: true
  fi;
  heal(A); heal(B);
  inContact(A); inContact(B);
  if
  :: !up && outlets -> up = true; cold = true; calm = 0; printf("@%d the coordinator starts again\n", now)
  :: !up && outlets && now < HORIZON - RECOVERY
  :: else
  fi
}

inline inContact(i)
{
  contact[i] = (up && link[i] == Fine && node[i] == On -> (contact[i] <= HEARD -> contact[i] + 1 : contact[i]) : 0);
  told[i] = (told[i] > TELLING -> (told[i] <= TELLING + STOP -> told[i] + 1 : told[i]) : (contact[i] > 0 && !mains -> told[i] + 1 : 0))
}

inline hurt()
{
  if
  :: MAY(Crash) && up -> up = false; printf("@%d the coordinator crashes\n", now)
  :: MAY(Partition) && link[A] == Fine && node[A] == On -> link[A] = Parted; hangUp(A); printf("@%d a is cut off\n", now)
  :: MAY(Partition) && link[B] == Fine && node[B] == On -> link[B] = Parted; hangUp(B); printf("@%d b is cut off\n", now)
  :: MAY(Silence) && link[A] == Fine && node[A] == On -> link[A] = Dark; hangUp(A); printf("@%d a is cut off, from the upsd too\n", now)
  :: MAY(Silence) && link[B] == Fine && node[B] == On -> link[B] = Dark; hangUp(B); printf("@%d b is cut off, from the upsd too\n", now)
  :: MAY(AgentCrash) && link[A] == Fine && node[A] == On -> link[A] = Deaf; hangUp(A); printf("@%d the agent of a crashes\n", now)
  :: MAY(AgentCrash) && link[B] == Fine && node[B] == On -> link[B] = Deaf; hangUp(B); printf("@%d the agent of b crashes\n", now)
  :: MAY(Reboot) && node[A] == On -> link[A] = Fine; rebooted(A)
  :: MAY(Reboot) && node[B] == On -> link[B] = Fine; rebooted(B)
  :: MAY(Shorter) && !mains && battery > SHORTER -> battery = battery - SHORTER; lied = true; printf("@%d the battery holds %d: less than it said\n", now, battery)
  :: MAY(ForeignFsd) && !mains && !fsd -> fsd = true; foreign = true; told[A] = 0; told[B] = 0; cutAt = now + FOREIGN; printf("@%d another primary sets FSD and cuts in %d\n", now, FOREIGN)
  :: else
  fi
}

/* Beats die with the stream that they are on; what a node is told may come late. */
inline hangUp(i)
{
  d_step {
    do
    :: len(toCoordinator[i]) > 0 -> toCoordinator[i] ? _, _, _, _, _, _, _
    :: else -> break
    od
  }
}

inline rebooted(i)
{
  printf("@%d someone reboots %c\n", now, 'a' + i);
  if :: i == A && !mains -> untold = true :: else fi;
  bootNow(i)
}

inline heal(i)
{
  if
  :: link[i] != Fine -> link[i] = Fine; calm = 0; printf("@%d %c can be reached again\n", now, 'a' + i)
  :: stuck[i] -> stuck[i] = false; calm = 0; printf("@%d what was held back comes to %c\n", now, 'a' + i)
  :: true
  fi
}

/* A message may be lost, doubled, or held back until others have passed it. */
inline mishap()
{
  if
  :: MAY(Wire) && faults > 0 ->
     if
     :: true -> spoil(A)
     :: true -> spoil(B)
     fi
  :: true
  fi
}

inline spoil(i)
{
  if
  :: len(toNode[i]) > 0 -> faults--; calm = 0; toNode[i] ? _, _, _, _, _, _; printf("@%d a message to %c is lost\n", now, 'a' + i)
  :: len(toCoordinator[i]) > 0 -> faults--; calm = 0; toCoordinator[i] ? _, _, _, _, _, _, _; printf("@%d a beat of %c is lost\n", now, 'a' + i)
  :: len(toNode[i]) == 1 -> faults--; calm = 0;
     d_step {
       toNode[i] ? mk, mf, mb, mt, md, ms; toNode[i] ! mk, mf, mb, mt, md, ms; toNode[i] ! mk, mf, mb, mt, md, ms;
       mk = 0; mf = 0; mb = 0; mt = 0; md = 0; ms = 0
     }
     printf("@%d a message to %c is doubled\n", now, 'a' + i)
  :: len(toNode[i]) > 0 && !stuck[i] -> faults--; calm = 0; stuck[i] = true; printf("@%d a message to %c is held back: others pass it\n", now, 'a' + i)
  :: else
  fi
}
