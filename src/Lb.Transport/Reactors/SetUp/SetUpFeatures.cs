using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>The few features of a connection that is being set up. A list: it is short, and lives for a moment.</summary>
internal sealed class SetUpFeatures : IFeatureCollection
{
    private readonly List<KeyValuePair<Type, object>> _features = new(2);

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get
        {
            foreach (var (type, feature) in _features)
                if (type == key) return feature;
            return null;
        }

        set
        {
            Revision++;
            for (var i = 0; i < _features.Count; i++)
            {
                if (_features[i].Key != key) continue;
                if (value is null) _features.RemoveAt(i);
                else _features[i] = new(key, value);
                return;
            }

            if (value is not null) _features.Add(new(key, value));
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
