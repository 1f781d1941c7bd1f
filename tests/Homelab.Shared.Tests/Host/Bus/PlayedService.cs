using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Homelab.Shared.Tests.Host.Bus;

/// <summary>A method call as the played service got it.</summary>
internal sealed record PlayedCall(string Interface, string Member, byte[] Body);

/// <summary>What the played service answers: a body with its signature, or an error by name, or nothing at all.</summary>
internal sealed record PlayedAnswer(string Signature, byte[] Body, string? Error = null)
{
    public static PlayedAnswer? Silence => null;

    public static PlayedAnswer Of(string signature, WireWriter body) => new(signature, body.ToArray());

    public static PlayedAnswer Refuse(string error, string message) => new("s", new WireWriter().Text(message).ToArray(), error);
}

/// <summary>
/// Owns a name on a real bus and answers calls. It speaks the wire itself (D-Bus specification), so that nothing of libsystemd stands
/// on both ends of the test.
/// </summary>
internal sealed class PlayedService : IDisposable
{
    private const byte Call = 1;
    private const byte Return = 2;
    private const byte Error = 3;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly NetworkStream _stream;
    private readonly Func<PlayedCall, PlayedAnswer?> _answer;
    private readonly TaskCompletionSource _owned = new();
    private readonly List<PlayedCall> _calls = [];
    private uint _serial;

    public PlayedService(string socket, string name, Func<PlayedCall, PlayedAnswer?> answer)
    {
        _answer = answer;
        _socket.Connect(new UnixDomainSocketEndPoint(socket));
        _stream = new NetworkStream(_socket);
        Authenticate();
        CallBus("Hello", "", []);
        CallBus("RequestName", "su", new WireWriter().Text(name).Number(0).ToArray());
        _ = Task.Run(Serve);
        _owned.Task.Wait(TimeSpan.FromSeconds(10));
    }

    public PlayedCall[] Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private void Authenticate()
    {
        var user = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
        _stream.Write(Encoding.ASCII.GetBytes($"\0AUTH EXTERNAL {Convert.ToHexStringLower(Encoding.ASCII.GetBytes(user))}\r\n"));
        var line = new StringBuilder();
        while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
        {
            line.Append((char)_stream.ReadByte());
        }

        Assert.StartsWith("OK ", line.ToString());
        _stream.Write("BEGIN\r\n"u8);
    }

    private void CallBus(string member, string signature, byte[] body) => Send(Call, signature, body, fields => Field(
        Field(Field(Field(fields, 1, "o", "/org/freedesktop/DBus"), 2, "s", "org.freedesktop.DBus"), 3, "s", member), 6, "s", "org.freedesktop.DBus"));

    private void Send(byte type, string signature, byte[] body, Action<WireWriter> fields)
    {
        var message = new WireWriter().Octet((byte)'l').Octet(type).Octet(0).Octet(1).Number((uint)body.Length).Number(++_serial);
        message.Array(elements =>
        {
            fields(elements);
            if (signature.Length > 0)
            {
                elements.Align(8).Octet(8).Signature("g").Signature(signature);
            }
        });
        _stream.Write(message.Align(8).Raw(body).ToArray());
    }

    private static WireWriter Field(WireWriter fields, byte code, string signature, string value) =>
        fields.Align(8).Octet(code).Signature(signature).Text(value);

    private void Serve()
    {
        try
        {
            while (true)
            {
                var fixedPart = new byte[16];
                _stream.ReadExactly(fixedPart);
                var bodyLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(fixedPart.AsSpan(4));
                var serial = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart.AsSpan(8));
                var fieldsLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(fixedPart.AsSpan(12));
                var rest = new byte[(fieldsLength + 7) / 8 * 8 + bodyLength];
                _stream.ReadExactly(rest);
                Handle(fixedPart[1], serial, HeaderFields(rest.AsSpan(0, fieldsLength)), rest[^bodyLength..]);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            _owned.TrySetResult();
        }
    }

    private void Handle(byte type, uint serial, Dictionary<byte, string> fields, byte[] body)
    {
        if (type == Return && fields.GetValueOrDefault((byte)5) == "2")
        {
            _owned.TrySetResult();
        }

        if (type != Call)
        {
            return;
        }

        var call = new PlayedCall(fields.GetValueOrDefault((byte)2, ""), fields[3], body);
        lock (_calls)
        {
            _calls.Add(call);
        }

        if (_answer(call) is { } answer)
        {
            Send(answer.Error is null ? Return : Error, answer.Signature, answer.Body, header =>
            {
                header.Align(8).Octet(5).Signature("u").Number(serial);
                Field(header, 6, "s", fields[7]);
                if (answer.Error is not null)
                {
                    Field(header, 4, "s", answer.Error);
                }
            });
        }
    }

    private static Dictionary<byte, string> HeaderFields(ReadOnlySpan<byte> bytes)
    {
        var fields = new Dictionary<byte, string>();
        var at = 0;
        while (at < bytes.Length)
        {
            at = (at + 7) / 8 * 8;
            var code = bytes[at];
            var signature = (char)bytes[at + 2];
            at += 4;
            switch (signature)
            {
                case 'g':
                    fields[code] = Encoding.ASCII.GetString(bytes.Slice(at + 1, bytes[at]));
                    at += bytes[at] + 2;
                    break;
                case 'u':
                    fields[code] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]).ToString();
                    at += 4;
                    break;
                default:
                    var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
                    fields[code] = Encoding.UTF8.GetString(bytes.Slice(at + 4, length));
                    at += 4 + length + 1;
                    break;
            }
        }

        return fields;
    }
}
