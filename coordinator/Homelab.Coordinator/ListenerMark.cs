using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Homelab.Coordinator;

/// <summary>Which listener a connection came to: what is spoken there is decided by the connection, and never by a header.</summary>
internal sealed record ListenerMark(bool IsAgents, bool IsPage)
{
    private static readonly ListenerMark s_none = new(false, false);

    public static ListenerMark Of(HttpContext context) => context.Features.Get<ListenerMark>() ?? s_none;

    /// <summary>To be called before TLS is spoken.</summary>
    public static void Put(ListenOptions listen, ListenerMark mark) => listen.Use(next => connection =>
    {
        connection.Features.Set(mark);
        return next(connection);
    });
}
