namespace Homelab.Nut;

/// <summary>
/// The only kind of failure that the client lets out, besides cancellation and misuse. The message is a whole sentence for the operator.
/// </summary>
public abstract class NutException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No connection, or it ended.</summary>
public sealed class NutUnreachableException(string message, Exception? inner = null) : NutException(message, inner);

/// <summary>No connection, or no whole answer, in time. The connection is of no use after it.</summary>
public sealed class NutTimeoutException(string message) : NutException(message);

/// <summary>What came is not NUT's protocol, or beyond its bounds. The connection is of no use after it.</summary>
public sealed class NutProtocolException(string message) : NutException(message);

/// <summary>TLS was required and not to be had, or the handshake failed.</summary>
public sealed class NutTlsException(string message, Exception? inner = null) : NutException(message, inner);

/// <summary>The server answered <c>ERR</c>. The connection stays good.</summary>
public sealed class NutRefusedException(NutErrorCode code, string rawCode, string request)
    : NutException($"The NUT server answered ERR {rawCode} to {request}.")
{
    public NutErrorCode Code { get; } = code;

    /// <summary>As it came, printable and bounded, and not where it may repeat the password.</summary>
    public string RawCode { get; } = rawCode;
}
