using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Homelab.Nut;

/// <summary>Lines over one connection, with bounds. Maps every failure of the socket to a <see cref="NutException"/>.</summary>
internal sealed class NutStream : IDisposable
{
    private readonly NutEndpoint _endpoint;
    private readonly byte[] _buffer = new byte[4096];
    private readonly List<byte> _line = [];
    private Stream _stream;
    private int _start;
    private int _end;

    /// <param name="stream">Is the NUT stream's own from now on.</param>
    public NutStream(Stream stream, NutEndpoint endpoint) => (_stream, _endpoint) = (stream, endpoint);

    public static async Task<NutStream> ConnectAsync(NutEndpoint endpoint, CancellationToken cancel)
    {
        try
        {
            return new NutStream(await TcpStream.OpenAsync(endpoint.Host, endpoint.Port, cancel).ConfigureAwait(false), endpoint);
        }
        catch (SocketException failure)
        {
            throw new NutUnreachableException($"The NUT server {endpoint} cannot be reached: {SocketWords.Of(failure.SocketErrorCode)}.", failure);
        }
    }

    public async Task WriteLineAsync(string line, CancellationToken cancel)
    {
        try
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancel).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw Lost(failure);
        }
    }

    /// <summary>The next line without its end; control characters are dropped and what is not UTF-8 becomes a replacement character.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        _line.Clear();
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await FillAsync(cancel).ConfigureAwait(false);
            }

            var value = _buffer[_start++];
            if (value == (byte)'\n')
            {
                return Encoding.UTF8.GetString([.. _line]);
            }

            if (value == (byte)'\t' || value >= ' ' && value != 0x7f)
            {
                _line.Add(value);
            }

            if (_line.Count > NutLimits.MaxLineBytes)
            {
                throw new NutProtocolException($"The NUT server {_endpoint} sent a line of more than {NutLimits.MaxLineBytes} bytes.");
            }
        }
    }

    /// <summary>Bytes that came before they may: after <c>OK STARTTLS</c> the server has nothing to say in the clear.</summary>
    public bool HasUnreadBytes => _start != _end;

    public async Task StartTlsAsync(SslClientAuthenticationOptions options, CancellationToken cancel)
    {
        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = secure;
        await secure.AuthenticateAsClientAsync(options, cancel).ConfigureAwait(false);
    }

    public void Dispose() => _stream.Dispose();

    private async Task<int> FillAsync(CancellationToken cancel)
    {
        int count;
        try
        {
            count = await _stream.ReadAsync(_buffer, cancel).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw Lost(failure);
        }

        return count > 0 ? count : throw new NutUnreachableException($"The NUT server {_endpoint} closed the connection.");
    }

    private NutUnreachableException Lost(IOException failure)
    {
        var why = failure.InnerException is SocketException socket ? SocketWords.Of(socket.SocketErrorCode) : "it broke";
        return new NutUnreachableException($"The connection to the NUT server {_endpoint} was lost: {why}.", failure);
    }
}
