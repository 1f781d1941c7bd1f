using System.Net;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;

namespace Homelab.Coordinator.Trust;

/// <summary>How often one address may try to enrol: five times at once, then once a second.</summary>
public sealed class EnrolmentTries
{
    private const int AddressesMax = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, TokenBucket> _byAddress = [];

    public bool MayTry(IPAddress? from, Moment now)
    {
        lock (_gate)
        {
            // So many different ones are a flood; forgetting gives each a few more tries at a secret of 128 bits.
            if (_byAddress.Count >= AddressesMax)
            {
                _byAddress.Clear();
            }

            var address = from ?? IPAddress.None;
            if (!_byAddress.TryGetValue(address, out var bucket))
            {
                _byAddress[address] = bucket = new TokenBucket(perSecond: 1, burst: 5, now);
            }

            return bucket.TryTake(now);
        }
    }
}
