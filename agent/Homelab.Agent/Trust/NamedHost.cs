namespace Homelab.Agent.Trust;

/// <summary>Asks for a host by a name that is not in the address: of what SocketsHttpHandler takes, only the header sets TLS's server name.</summary>
internal sealed class NamedHost(string name, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Host = name;
        return base.SendAsync(request, cancellationToken);
    }
}
