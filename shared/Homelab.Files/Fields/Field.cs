using Homelab.Files.Syntax;

namespace Homelab.Files.Fields;

/// <summary>One key of a mapping, as documentation and schema see it.</summary>
internal interface IField
{
    string Key { get; }

    IFieldType Type { get; }

    bool IsRequired { get; }

    /// <summary>As it would be written; null where there is none, or where <see cref="DefaultSays"/> describes it.</summary>
    string? Default { get; }

    /// <summary>In words, where the default cannot be written.</summary>
    string? DefaultSays { get; }

    string Doc { get; }

    string? Example { get; }
}

/// <summary>One key of a mapping that becomes a <typeparamref name="TOwner"/>.</summary>
internal abstract class Field<TOwner>(string key, string doc) : IField
{
    public string Key => key;

    public string Doc => doc;

    public bool IsRequired { get; init; }

    public string? Default { get; init; }

    public string? DefaultSays { get; init; }

    public string? Example { get; init; }

    public abstract IFieldType Type { get; }

    /// <summary>The owner with the value in it; unchanged where the value is wrong.</summary>
    public abstract TOwner Bind(TOwner owner, SyntaxNode node, string path, Binding binding);
}

internal sealed class Field<TOwner, T>(string key, FieldType<T> type, Func<TOwner, T, TOwner> set, string doc) : Field<TOwner>(key, doc)
{
    public override IFieldType Type => type;

    public override TOwner Bind(TOwner owner, SyntaxNode node, string path, Binding binding) =>
        type.TryBind(node, path, binding, out var value) ? set(owner, value) : owner;
}
