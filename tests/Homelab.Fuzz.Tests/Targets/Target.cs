using CsCheck;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>A place where bytes of others come in. An instance keeps what a program keeps between two inputs.</summary>
internal abstract class Target : IDisposable
{
    /// <summary>Of its folder below <c>tests/fixtures/corpus</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What one input may allocate, bytes.</summary>
    public virtual long MostAllocated => 64L << 20;

    /// <summary>Threads of a server take it, so that those of the whole process are measured.</summary>
    public virtual bool IsServed => false;

    /// <summary>Pieces that mean something here.</summary>
    public abstract IReadOnlyList<byte[]> Words { get; }

    /// <summary>Inputs of the right form that no mutation would hit on; null where words and the corpus do.</summary>
    public virtual Gen<byte[]>? Formed => null;

    /// <summary>What <c>HOMELAB_UPDATE_GOLDEN=1</c> writes into the corpus, by file name; for forms that nobody writes by hand.</summary>
    public virtual IEnumerable<(string Name, byte[] Bytes)> Made => [];

    /// <summary>Takes one input as the program does. Throws where the program would let out what it must not.</summary>
    public abstract void Take(byte[] input);

    public abstract void Dispose();

    protected static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    protected static byte[][] Utf8(params string[] words) => [.. words.Select(Bytes)];
}
