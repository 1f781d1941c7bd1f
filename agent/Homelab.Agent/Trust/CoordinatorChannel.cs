using System.Net.Security;
using Grpc.Net.Client;
using Homelab.Agent.Uplink;

namespace Homelab.Agent.Trust;

/// <summary>One connection to the coordinator: over TLS with certificates on both sides, or in the clear where the address says http.</summary>
internal sealed class CoordinatorChannel : IDisposable
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);

    private readonly SocketsHttpHandler _handler;
    private readonly CoordinatorCheck? _check;
    private readonly Credentials? _credentials;

    /// <param name="tls">Null in the clear.</param>
    /// <param name="askedFor">The server name to ask for; null for that of the address.</param>
    public CoordinatorChannel(Uri coordinator, SslClientAuthenticationOptions? tls, CoordinatorCheck? check = null, Credentials? credentials = null, string? askedFor = null)
    {
        (_check, _credentials) = (check, credentials);
        _handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = PingAfter,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingAfter,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        if (tls is not null)
        {
            _handler.SslOptions = tls;
        }

        Grpc = GrpcChannel.ForAddress(coordinator, new GrpcChannelOptions { HttpHandler = askedFor is null ? _handler : new NamedHost(askedFor, _handler) });
    }

    public GrpcChannel Grpc { get; }

    /// <summary>Reads the credentials anew, so that what was renewed or enrolled meanwhile counts.</summary>
    /// <exception cref="UplinkBrokenException">Over https there are none.</exception>
    public static CoordinatorChannel Open(UplinkSettings settings, TimeProvider clock)
    {
        if (settings.Coordinator.Scheme != Uri.UriSchemeHttps)
        {
            return new(settings.Coordinator, null);
        }

        var (credentials, problem) = settings.Credentials?.Read() ?? (null, "There is no place for credentials.");
        if (credentials is null)
        {
            throw new UplinkBrokenException(problem);
        }

        var check = new CoordinatorCheck(settings.Coordinator, credentials.Authorities, () => credentials.Known(clock));
        return new(settings.Coordinator, check.Options(credentials.Certificate), check, credentials);
    }

    /// <summary>The same, but what breaks is explained by what was seen of the coordinator's certificate.</summary>
    public async Task Explained(Task conversation)
    {
        try
        {
            await conversation.ConfigureAwait(false);
        }
        catch (UplinkBrokenException broken) when (_check is { Problem.Length: > 0 })
        {
            throw new UplinkBrokenException(_check.Problem, broken);
        }
    }

    public void Dispose()
    {
        Grpc.Dispose();
        _handler.Dispose();
        _credentials?.Dispose();
    }
}
