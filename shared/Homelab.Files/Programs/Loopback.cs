using System.Net;

namespace Homelab.Files.Programs;

internal static class Loopback
{
    /// <summary>By the address itself: a name other than localhost may resolve to anything tomorrow.</summary>
    public static bool Is(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
