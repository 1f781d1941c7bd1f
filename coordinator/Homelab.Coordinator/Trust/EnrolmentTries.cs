using System.Net;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;

namespace Homelab.Coordinator.Trust;

/// <summary>How often one address may try to enrol: five times at once, then once a second. The secret has 128 bits.</summary>
public sealed class EnrolmentTries
{
    private readonly Tries<IPAddress> _byAddress = new(perSecond: 1, burst: 5);

    public bool MayTry(IPAddress? from, Moment now) => _byAddress.MayTry(from ?? IPAddress.None, now);
}
