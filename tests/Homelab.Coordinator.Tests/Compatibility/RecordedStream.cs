using Google.Protobuf;
using Homelab.Contracts.V1;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>Both directions of one uplink in the order in which they passed: for each frame an A or a C, for who sent it, then its length and its bytes.</summary>
internal sealed class RecordedStream
{
    private readonly Lock _gate = new();
    private readonly List<IMessage> _frames = [];

    public IReadOnlyList<IMessage> Frames
    {
        get
        {
            lock (_gate)
            {
                return [.. _frames];
            }
        }
    }

    public IEnumerable<AgentFrame> OfAgent => Frames.OfType<AgentFrame>();

    public IEnumerable<CoordinatorFrame> OfCoordinator => Frames.OfType<CoordinatorFrame>();

    /// <summary>The kept stream of a version, such as <c>0.1</c>.</summary>
    public static RecordedStream Of(string version)
    {
        var stream = new RecordedStream();
        using var file = File.OpenRead(PathOf(version));
        for (var from = file.ReadByte(); from >= 0; from = file.ReadByte())
        {
            stream.Add(from == 'A' ? AgentFrame.Parser.ParseDelimitedFrom(file) : CoordinatorFrame.Parser.ParseDelimitedFrom(file));
        }

        return stream;
    }

    public static string PathOf(string version) => Repository.PathOf($"tests/fixtures/streams/{version}/uplink");

    public void Add(IMessage frame)
    {
        lock (_gate)
        {
            _frames.Add(frame);
        }
    }

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        foreach (var frame in Frames)
        {
            file.WriteByte((byte)(frame is AgentFrame ? 'A' : 'C'));
            frame.WriteDelimitedTo(file);
        }
    }

    /// <summary>As a neighbour of a later version would send it.</summary>
    public RecordedStream Newer()
    {
        var newer = new RecordedStream();
        foreach (var frame in Frames)
        {
            newer.Add(LaterFrames.Of(frame));
            if (frame is AgentFrame { Beat: not null } or CoordinatorFrame { BeatAnswer: not null })
            {
                newer.Add(LaterFrames.NewKindOf(frame));
            }
        }

        return newer;
    }
}
