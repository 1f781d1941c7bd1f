using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Homelab.Coordinator.Trust;

/// <summary>By which address a node is told to reach the agents' listener.</summary>
internal static class AgentsAddress
{
    /// <param name="wanted">HOST or HOST:PORT as an operator typed it; empty for what is found.</param>
    /// <returns>Such as https://10.0.0.2:8442; null where none is known.</returns>
    public static string? Of(IPEndPoint agents, string wanted)
    {
        if (wanted.Length > 0)
        {
            return Uri.TryCreate($"https://{wanted}", UriKind.Absolute, out var typed) && typed is { PathAndQuery: "/", UserInfo.Length: 0, Host.Length: > 0 }
                ? $"https://{typed.Host}:{(typed.IsDefaultPort ? agents.Port : typed.Port)}"
                : null;
        }

        var isAny = agents.Address.Equals(IPAddress.Any) || agents.Address.Equals(IPAddress.IPv6Any);
        return (isAny ? Own() : agents.Address) is { } address ? $"https://{new IPEndPoint(address, agents.Port)}" : null;
    }

    /// <summary>That of the interface with the way out, as far as there is one.</summary>
    private static IPAddress? Own() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .Select(card => card.GetIPProperties())
        .Where(card => card.GatewayAddresses.Count > 0)
        .SelectMany(card => card.UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);
}
