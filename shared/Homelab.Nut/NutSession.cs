namespace Homelab.Nut;

/// <summary>
/// One connection to an upsd (protocol 1.3, <c>docs/net-protocol.txt</c> of NUT). One exchange at a time; not safe for concurrent use.
/// Every method throws <see cref="NutException"/> only, or <see cref="OperationCanceledException"/> when the caller cancels.
/// After anything but a <see cref="NutRefusedException"/> the session is broken and of no more use.
/// </summary>
public sealed partial class NutSession : IAsyncDisposable
{
    private readonly NutEndpoint _endpoint;
    private readonly TimeProvider _clock;
    private readonly NutStream _stream;

    private NutSession(NutEndpoint endpoint, TimeProvider clock, NutStream stream)
    {
        _endpoint = endpoint;
        _clock = clock;
        _stream = stream;
    }

    public bool IsEncrypted { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>Connects, starts TLS as the endpoint asks, and gives user and password where it has them.</summary>
    public static async Task<NutSession> ConnectAsync(NutEndpoint endpoint, TimeProvider clock, CancellationToken cancel)
    {
        var session = await OpenAsync(endpoint, clock, cancel).ConfigureAwait(false);
        try
        {
            if (endpoint.Tls != NutTls.Never)
            {
                session = await session.SecureAsync(cancel).ConfigureAwait(false);
            }

            await session.AuthenticateAsync(cancel).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Break();
            throw;
        }
    }

    /// <summary>A session over a connection that exists, in the clear and anonymous.</summary>
    internal static NutSession Over(Stream stream, NutEndpoint endpoint, TimeProvider clock) => new(endpoint, clock, new NutStream(stream, endpoint));

    /// <summary>Says LOGOUT, waits for the answer within the exchange's bound, and closes. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsBroken)
        {
            try
            {
                await RequestAsync(["LOGOUT"], CancellationToken.None).ConfigureAwait(false);
            }
            catch (NutException)
            {
                // The server may close without a word.
            }
        }

        Break();
    }

    private static async Task<NutSession> OpenAsync(NutEndpoint endpoint, TimeProvider clock, CancellationToken cancel)
    {
        using var bound = new CancellationTokenSource(endpoint.ConnectTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, bound.Token);
        try
        {
            return new NutSession(endpoint, clock, await NutStream.ConnectAsync(endpoint, linked.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new NutTimeoutException(
                $"The NUT server {endpoint} did not take a connection within {endpoint.ConnectTimeout.TotalSeconds:0.#} s.");
        }
    }

    /// <summary>This session with TLS, or in its place a plain one where TLS was only wished for.</summary>
    private async Task<NutSession> SecureAsync(CancellationToken cancel)
    {
        try
        {
            await RequestAsync(["STARTTLS"], cancel).ConfigureAwait(false);
        }
        catch (NutRefusedException refusal)
        {
            return _endpoint.Tls == NutTls.Required
                ? throw new NutTlsException($"The NUT server {_endpoint} does not offer TLS (ERR {refusal.RawCode}), and it is required.")
                : this;
        }

        try
        {
            await BoundedAsync("STARTTLS", token => HandshakeAsync(token), cancel).ConfigureAwait(false);
            IsEncrypted = true;
            return this;
        }
        catch (NutException) when (_endpoint.Tls == NutTls.WhenOffered)
        {
            Break();
            return await OpenAsync(_endpoint, _clock, cancel).ConfigureAwait(false);
        }
    }

    private async Task<bool> HandshakeAsync(CancellationToken cancel)
    {
        await NutTlsHandshake.RunAsync(_stream, _endpoint, cancel).ConfigureAwait(false);
        return true;
    }

    private async Task AuthenticateAsync(CancellationToken cancel)
    {
        if (_endpoint.User is { } user)
        {
            await ExpectOkAsync(["USERNAME", user], cancel).ConfigureAwait(false);
            await ExpectOkAsync(["PASSWORD", _endpoint.Password ?? ""], cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Runs one exchange within its bound; whatever ends it out of step breaks the session.</summary>
    private async Task<T> BoundedAsync<T>(string request, Func<CancellationToken, Task<T>> exchange, CancellationToken cancel)
    {
        if (IsBroken)
        {
            throw new NutUnreachableException($"The connection to the NUT server {_endpoint} is closed.");
        }

        using var bound = new CancellationTokenSource(_endpoint.ExchangeTimeout, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, bound.Token);
        try
        {
            return await exchange(linked.Token).ConfigureAwait(false);
        }
        catch (NutRefusedException)
        {
            throw;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Break();
            throw new NutTimeoutException(
                $"The NUT server {_endpoint} did not answer {request} within {_endpoint.ExchangeTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception failure) when (failure is not (NutException or OperationCanceledException or ArgumentException))
        {
            // The TLS and socket layers have kinds of failure that nobody lists; a reader of UPSes must not end by one.
            Break();
            throw new NutUnreachableException(
                $"The exchange {request} with the NUT server {_endpoint} broke in an unusual way ({failure.GetType().Name}).", failure);
        }
        catch
        {
            Break();
            throw;
        }
    }

    private void Break()
    {
        IsBroken = true;
        _stream.Dispose();
    }
}
