using System.Net;
using System.Net.Sockets;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;

namespace Homelab.Coordinator.People;

/// <summary>
/// How often somebody may try a password. What strangers use up of an account is not the operator's: this machine, and addresses from which the
/// account has signed in since the coordinator's start, have tries of their own. Tokens and sessions are not counted at all.
/// </summary>
public sealed class LoginTries
{
    private const int KnownMax = 1000;

    private readonly Tries<IPAddress> _byAddress = new(perSecond: 0.1, burst: 10);
    private readonly Tries<string> _byAccount = new(perSecond: 1.0 / 60, burst: 20);
    private readonly Tries<(string, IPAddress)> _known = new(perSecond: 1, burst: 10);
    private readonly Lock _gate = new();
    private readonly HashSet<(string, IPAddress)> _places = [];

    /// <param name="account">Empty for all names that are no users: so many keys must not push the real ones out.</param>
    public bool MayTry(string account, IPAddress? from, Moment now)
    {
        var place = Place(from);
        return IsKnown(account, from) ? _known.MayTry((account, place), now) : _byAddress.MayTry(place, now) && _byAccount.MayTry(account, now);
    }

    public bool IsKnown(string account, IPAddress? from)
    {
        lock (_gate)
        {
            return (from is not null && IPAddress.IsLoopback(from)) || _places.Contains((account, Place(from)));
        }
    }

    public void Succeeded(string account, IPAddress? from)
    {
        lock (_gate)
        {
            if (_places.Count < KnownMax)
            {
                _places.Add((account, Place(from)));
            }
        }
    }

    /// <summary>Whoever has an IPv6 address has the 64 bits below it too.</summary>
    private static IPAddress Place(IPAddress? from)
    {
        if (from is null or { AddressFamily: AddressFamily.InterNetwork } || IPAddress.IsLoopback(from))
        {
            return from ?? IPAddress.None;
        }

        if (from.IsIPv4MappedToIPv6)
        {
            return from.MapToIPv4();
        }

        var bytes = from.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
